import { BaseRpcContext } from '@nestjs/microservices';

type QueueContextArgs = [jobId: string, pattern: string, attempt: number];

/** What a handler can ask about the message it holds: `handle(@Payload() data, @Ctx() context)`. */
export class QueueContext extends BaseRpcContext<QueueContextArgs> {
  /** The id the message was emitted with, or the one it was given. */
  getJobId(): string {
    return this.args[0];
  }

  getPattern(): string {
    return this.args[1];
  }

  /** 1 on the first delivery; every redelivery counts, also one after a consumer that died. */
  getAttempt(): number {
    return this.args[2];
  }
}
