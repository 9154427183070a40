// A consumer that takes a message, says so, and never finishes it: the test kills it meanwhile.
import 'reflect-metadata';
import { Redis } from 'ioredis';
import { QueueServer } from '../../dist/queue/queue.server.js';

const [, , url, prefix, lockMs] = process.argv;
const server = new QueueServer({
  queue: 'work',
  prefix,
  connect: () => new Redis(url, { maxRetriesPerRequest: null }),
  concurrency: 1,
  globalConcurrency: 0,
  lockMs: Number(lockMs),
  patterns: ['work'],
});
const hold = (data) => {
  process.send(data);
  return new Promise(() => undefined);
};
server.addHandler('work', hold, true);
server.listen((error) => {
  if (error) throw error;
});
