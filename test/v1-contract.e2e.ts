import { startV1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { describeV1 } from './v1/contract/contract.js';
import { AGENTS, MAX_CONCURRENT } from './v1/openclaw.config.js';

describeV1('the simulator', async (atTheEnd) => {
  const options = { token: 'token', agents: AGENTS, maxConcurrent: MAX_CONCURRENT };
  const simulator = await startV1Simulator(options);
  atTheEnd.defer(() => simulator.close());
  return {
    url: simulator.url,
    token: options.token,
    runs: simulator.runs,
    drain: () => {
      simulator.drain(true);
    },
    crash: () => {
      simulator.crash();
      return Promise.resolve();
    },
    forgetKeys: () => {
      simulator.forgetKeys();
    },
  };
});
