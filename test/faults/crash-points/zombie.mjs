// A worker that is dead to the world and does not know it: from "sleep" to "wake" nothing that it
// says to Redis of its runs gets there, while it takes every lease for renewed and goes on reading
// what V1 says. Then all of it gets there at once.
import process from 'node:process';

const from = (module) => import(`${process.env.FAULT_BUILD}/${module}`);
const { RedisTaskStore } = await from('store/redis-task.store.js');
const { RunService } = await from('tasks/run.service.js');

let awake = Promise.resolve();
let wake = () => undefined;
let asleep = false;
process.on('message', (message) => {
  asleep = message === 'sleep';
  if (asleep) awake = new Promise((resolve) => (wake = resolve));
  else wake();
  process.send(asleep ? 'asleep' : 'awake');
});

for (const [Class, method] of [
  [RedisTaskStore, 'append'],
  [RunService, 'begin'],
  [RunService, 'end'],
]) {
  const original = Class.prototype[method];
  Class.prototype[method] = async function held(...args) {
    await awake;
    return original.apply(this, args);
  };
}

const { renew } = RedisTaskStore.prototype;
RedisTaskStore.prototype.renew = async function unheard(worker, claims) {
  return asleep ? claims.map(() => 'ok') : renew.call(this, worker, claims);
};
