import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/app.config.js';

/** The name of every key and channel in Redis. */
@Injectable()
export class Keys {
  private readonly prefix: string;

  constructor(config: AppConfig) {
    this.prefix = config.keyPrefix;
  }

  /** Hash: the record of a task. */
  task = (id: string): string => `${this.prefix}:task:${id}`;
  /** String: what V1 has said to a task, UTF-8. */
  output = (id: string): string => `${this.prefix}:output:${id}`;
  /** List: what the runs of a task did besides speaking, as JSON, the oldest first; capped. */
  progress = (id: string): string => `${this.prefix}:progress:${id}`;
  /** List: how the runs of a task ended, as JSON, the oldest first. */
  attempts = (id: string): string => `${this.prefix}:attempts:${id}`;
  /** Channel: something about a task changed. */
  doorbell = (id: string): string => `${this.prefix}:doorbell:${id}`;
  /** String `<task id> <digest of the request>`; goes after IDEMPOTENCY_TTL_MS or with its task. */
  idempotency = (client: string, key: string): string => `${this.prefix}:idem:${client}:${key}`;
  /** Sorted set, score 0: all tasks, so that they are ordered by their ids. */
  all = (): string => `${this.prefix}:tasks`;
  /** Sorted set, score 0: the tasks of one status. */
  ofStatus = (status: string): string => `${this.prefix}:tasks:${status}`;
  /** Sorted set by time: next look at an owed delivery, end of a lease, end of a finished task. */
  due = (index: 'owed' | 'leases' | 'expiry'): string => `${this.prefix}:${index}`;
  /** Stream, capped: the ids of tasks as they changed. */
  live = (): string => `${this.prefix}:live`;
  /** Channel: some task changed. */
  liveDoorbell = (): string => `${this.prefix}:doorbell`;
  /** Hash: how often tasks have entered each status, ever. */
  entered = (): string => `${this.prefix}:entered`;
  /** Sorted set: workers by the time until which they count as alive. */
  workers = (): string => `${this.prefix}:workers`;
  /** Hash: what each worker says of itself, as JSON. */
  workerReports = (): string => `${this.prefix}:workers:reports`;
  /** What BullMQ puts before its own keys. */
  queuePrefix = (): string => `${this.prefix}:queue`;
  /** What stands before the name of a pub/sub channel. */
  channelPrefix = (): string => `${this.prefix}:channel:`;
}
