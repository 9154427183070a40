import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { TooManyWaitersError } from '../tasks/task.errors.js';
import { TaskSettings } from '../tasks/task.settings.js';

/** Requests that stay open for long, waits and streams: bounded in number, ended when the process stops. */
@Injectable()
export class OpenRequests implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private open = 0;

  constructor(private readonly settings: TaskSettings) {}

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  /** Whether the process stops, which ends requests that their clients still wait for. */
  get isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  /**
   * Counts a request as open until its connection or its answer is over.
   * @returns a signal that aborts when the client leaves or the process stops
   * @throws TooManyWaitersError where MAX_WAITERS are open
   */
  enter(reply: FastifyReply): AbortSignal {
    const { maxWaiters } = this.settings;
    if (this.open >= maxWaiters) throw new TooManyWaitersError(maxWaiters);
    const closed = new AbortController();
    // It may have left while we were busy.
    if (reply.raw.destroyed) closed.abort();
    else {
      this.open++;
      reply.raw.once('close', () => {
        this.open--;
        closed.abort();
      });
    }
    return AbortSignal.any([closed.signal, this.stopping.signal]);
  }
}
