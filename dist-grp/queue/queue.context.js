import { BaseRpcContext } from '@nestjs/microservices';
/** What a handler can ask about the message it holds: `handle(@Payload() data, @Ctx() context)`. */
export class QueueContext extends BaseRpcContext {
    /** The id the message was emitted with, or the one it was given. */
    getJobId() {
        return this.args[0];
    }
    getPattern() {
        return this.args[1];
    }
    /** 1 on the first delivery; every redelivery counts, also one after a consumer that died. */
    getAttempt() {
        return this.args[2];
    }
}
//# sourceMappingURL=queue.context.js.map