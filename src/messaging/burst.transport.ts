import { QueueClient } from '../queue/queue.client.js';
import { QueueServer } from '../queue/queue.server.js';

/** BullMQ's name for the queue of deliveries that came many at once. */
export const BURST_QUEUE = 'bursts';

/** Binds a handler to {@link BurstServer}: `@EventPattern('pattern', BURST_TRANSPORT)`. */
export const BURST_TRANSPORT = Symbol('bursts');

/** Takes bursts, to queue each of their deliveries: also while no run may begin. */
export class BurstServer extends QueueServer {
  override transportId = BURST_TRANSPORT;
}

/** The sending end of {@link BurstServer}. */
export class BurstClient extends QueueClient {}
