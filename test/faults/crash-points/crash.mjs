// Ends the process with SIGKILL at the n-th call of a method after it was told "arm": before that
// call, or once it has resolved. FAULT is {"module", "of" (a class), "method", "when", "nth"} and, where calls
// count only for deliveries from a number on, "fromDelivery".
import process from 'node:process';

const { module, of, method, when, nth, fromDelivery = 0 } = JSON.parse(process.env.FAULT);
const { [of]: Class } = await import(`${process.env.FAULT_BUILD}/${module}`);
const original = Class?.prototype[method];
if (typeof original !== 'function') throw new Error(`There is no ${of}.${method} in ${module}`);

const die = () => process.kill(process.pid, 'SIGKILL');
let calls = Number.NEGATIVE_INFINITY;
process.on('message', (message) => {
  if (message === 'arm') calls = 0;
});
Class.prototype[method] = function crashing(...args) {
  const counts = fromDelivery === 0 || args[0].delivery >= fromDelivery;
  const isIt = counts && ++calls === nth;
  if (isIt && when === 'before') die();
  const result = original.apply(this, args);
  return isIt && when === 'after' ? result.finally(die) : result;
};
