// Between finding a lease that has run out and taking the run from its worker, the process says
// "held" with the task, and waits for "release"; after "let go" it waits no more.
import process from 'node:process';

const { TaskTransitions } = await import(`${process.env.FAULT_BUILD}/tasks/task.transitions.js`);

let release = () => undefined;
let letGo = false;
process.on('message', (message) => {
  if (message === 'let go') letGo = true;
  release();
});

const { apply } = TaskTransitions.prototype;
TaskTransitions.prototype.apply = async function held(id, event, ...rest) {
  if (event.type === 'recover' && !letGo) {
    const released = Promise.withResolvers();
    release = released.resolve;
    process.send(`held ${id}`);
    await released.promise;
  }
  return apply.call(this, id, event, ...rest);
};
