// Between finding a lease that has run out and taking the run from its worker, the process says
// "held" with the task, waits for "release", and says "tried" once it did; after "let go" it waits no more.
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
  if (event.type !== 'recover' || letGo) return apply.call(this, id, event, ...rest);
  const released = Promise.withResolvers();
  release = released.resolve;
  process.send(`held ${id}`);
  await released.promise;
  try {
    return await apply.call(this, id, event, ...rest);
  } finally {
    process.send(`tried ${id}`);
  }
};
