// Between finding a lease that has run out and taking the run from its worker, the process waits
// for "release", after it said "held".
import process from 'node:process';

const { TaskTransitions } = await import(`${process.env.FAULT_BUILD}/tasks/task.transitions.js`);

const released = Promise.withResolvers();
process.on('message', (message) => {
  if (message === 'release') released.resolve();
});

const { apply } = TaskTransitions.prototype;
TaskTransitions.prototype.apply = async function held(id, event, ...rest) {
  if (event.type === 'recover') {
    process.send('held');
    await released.promise;
  }
  return apply.call(this, id, event, ...rest);
};
