import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Keys } from '../redis/keys.js';
import { RedisConnections } from '../redis/redis.connections.js';
import { type Ring, TaskFeed } from '../tasks/task.feed.js';
import { unavailableIfRedisIs } from './store.errors.js';

type Listener = (ring: Ring) => void;

/** {@link TaskFeed} over pub/sub: one connection for the process, however many watch. */
@Injectable()
export class RedisTaskFeed extends TaskFeed implements OnModuleInit {
  private readonly redis: Redis;
  private readonly listeners = new Map<string, Set<Listener>>();

  constructor(
    connections: RedisConnections,
    private readonly keys: Keys,
  ) {
    super();
    this.redis = connections.create('subscriber');
  }

  onModuleInit(): void {
    this.redis.on('message', (channel: string, ring: Ring) => {
      for (const listener of this.listeners.get(channel) ?? []) listener(ring);
    });
    this.redis.on('ready', () => void this.subscribeAgain());
  }

  /** After a reconnect: subscribes to all that is watched, and rings, for rings were missed. */
  private async subscribeAgain(): Promise<void> {
    const channels = [...this.listeners.keys()];
    if (channels.length === 0) return;
    try {
      await this.redis.subscribe(...channels);
    } catch {
      // A connection that does not take it is no good; the next one will be asked again.
      this.redis.disconnect(true);
      return;
    }
    for (const set of this.listeners.values()) for (const listener of set) listener('change');
  }

  override watch(id: string, onRing: Listener): Promise<() => void> {
    return this.listen(this.keys.doorbell(id), onRing);
  }

  override watchAll(onRing: Listener): Promise<() => void> {
    return this.listen(this.keys.liveDoorbell(), onRing);
  }

  private async listen(channel: string, onRing: Listener): Promise<() => void> {
    const listeners = this.listeners.get(channel) ?? new Set();
    this.listeners.set(channel, listeners.add(onRing));
    try {
      await this.redis.subscribe(channel);
    } catch (error) {
      this.leave(channel, onRing);
      throw unavailableIfRedisIs(error);
    }
    return () => {
      this.leave(channel, onRing);
    };
  }

  private leave(channel: string, listener: Listener): void {
    const listeners = this.listeners.get(channel);
    listeners?.delete(listener);
    if (listeners?.size !== 0) return;
    this.listeners.delete(channel);
    // Should it fail, the connection is gone, and the next one subscribes to what is watched then.
    this.redis.unsubscribe(channel).catch(() => undefined);
  }
}
