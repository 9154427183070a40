import { hammer, text } from '../harness/load.ts';
import { alternate } from '../harness/rounds.ts';
import { ratioAtLeast, type Scenario } from '../harness/scenario.ts';

const CONNECTIONS = 64;
const CONTENT_BYTES = 200;

/** How many tasks one gateway takes in. Nobody runs them. */
export const submitThroughput: Scenario = {
  number: 1,
  title: 'Submit throughput: one gateway, 64 connections, 200 bytes of content',
  reference: 'a bare Fastify route: JSON schema, one HSET and one BullMQ add awaited together',
  settings: 'MAX_QUEUE_DEPTH=100000000',
  run: async (stage, scale) => {
    const gateway = await stage.gateway({ MAX_QUEUE_DEPTH: '100000000' });
    const route = await stage.reference('submit-route.ts');
    const seconds = scale.pick(6, 1);
    const submit = async (url: string): Promise<number> => {
      await stage.redis.clear();
      const body = { content: text(CONTENT_BYTES) };
      return hammer(url, { path: '/tasks', body, connections: CONNECTIONS, seconds });
    };
    const [values = [], reference = []] = await alternate(scale, [
      () => submit(gateway.url),
      () => submit(route.url),
    ]);
    return [{ name: 'submits', unit: '/s', values, reference, target: ratioAtLeast(0.8) }];
  },
};
