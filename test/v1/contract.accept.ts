import { describeV1 } from './contract/contract.js';
import { OpenClawGateway } from './openclaw.gateway.js';
import { ScriptedProvider } from './provider.js';

describeV1('a real OpenClaw', async (atTheEnd) => {
  const provider = await ScriptedProvider.open();
  atTheEnd.defer(() => provider.close());
  const openClaw = await OpenClawGateway.open(provider.url);
  atTheEnd.defer(() => openClaw.close());
  return {
    url: openClaw.url,
    token: openClaw.token,
    runs: provider.calls,
    drain: () => {
      openClaw.drain();
    },
    crash: async () => {
      await openClaw.kill();
      await openClaw.start();
    },
  };
});
