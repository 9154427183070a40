import { afterAll, beforeAll } from '@jest/globals';
import OpenAI, { type ClientOptions } from 'openai';
import {
  type SimulatedRun,
  startV1Simulator,
  type V1Simulator,
} from '../../src/launcher/simulator/v1.simulator.js';
import { eventually } from './eventually.js';
import { GatewayApp } from './gateway-app.js';
import { Processes } from './processes.js';
import { configOf, removeKeys, testEnv } from './test-redis.js';

/** What OpenAI's own client talks to: a gateway, a worker and a simulated V1. */
export class OpenAiSystem {
  v1!: V1Simulator;
  gateway!: GatewayApp;
  env!: Record<string, string>;
  private readonly processes = new Processes();

  /** Runs before the tests of a file and ends after them. */
  constructor(more: Record<string, string> = {}) {
    beforeAll(async () => {
      this.v1 = await startV1Simulator({ token: 'token' });
      this.env = testEnv({
        V1_URL: this.v1.url,
        V1_TOKEN: 'token',
        RETRY_BACKOFF_MS: '20',
        ...more,
      });
      this.gateway = await GatewayApp.open(this.env);
      await this.processes.start('worker', this.env);
    });
    afterAll(async () => {
      await this.processes.killAll();
      await this.gateway.close();
      await this.v1.close();
      await removeKeys(configOf(this.env));
    });
  }

  /** OpenAI's client as docs/openai.md says to set it up. */
  client(options: ClientOptions = {}, gateway = this.gateway): OpenAI {
    return new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'none', maxRetries: 0, ...options });
  }

  /** The run of a prompt at V1, once it fulfils a condition. */
  run(prompt: string, holds: (run: SimulatedRun) => boolean = () => true): Promise<SimulatedRun> {
    return eventually(`a run of ${prompt}`, () => {
      const run = this.v1.runs.findLast((each) => each.prompt === prompt);
      return run && holds(run) ? run : null;
    });
  }
}

/** The error that a call is refused with. */
export async function refusalOf(call: PromiseLike<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('It was not refused');
}
