// After "stop queueing", deliveries are stored and acknowledged as ever, and none gets to the queue.
import process from 'node:process';

const { TransportTaskQueue } = await import(
  `${process.env.FAULT_BUILD}/messaging/transport-task.queue.js`
);

let stopped = false;
process.on('message', (message) => {
  if (message !== 'stop queueing') return;
  stopped = true;
  process.send('no more is queued');
});

for (const method of ['deliver', 'deliverBurst']) {
  const original = TransportTaskQueue.prototype[method];
  if (typeof original !== 'function') throw new Error(`There is no ${method}`);
  TransportTaskQueue.prototype[method] = async function unqueued(...args) {
    if (!stopped) await original.apply(this, args);
  };
}
