import { afterAll, beforeAll } from '@jest/globals';
import { eventually } from '../support/eventually.js';
import { OpenClawGateway } from './openclaw.gateway.js';
import { type ModelCall, ScriptedProvider } from './provider.js';
import { System, type SystemOptions } from './system.js';
import { DEADLINE_MS, type TasksClient } from './tasks.client.js';

/** To install an OpenClaw takes minutes. */
const OPEN_DEADLINE_MS = 1_200_000;

export let provider: ScriptedProvider;
export let openClaw: OpenClawGateway;
export let system: System;
export let tasks: TasksClient;

/** Gives the tests of a file a system of ours on a real OpenClaw, and the model behind it. */
export function useStage(options: SystemOptions = {}): void {
  const atTheEnd = new AsyncDisposableStack();

  beforeAll(async () => {
    provider = await ScriptedProvider.open();
    atTheEnd.defer(() => provider.close());
    openClaw = await OpenClawGateway.open(provider.url);
    atTheEnd.defer(() => openClaw.close());
    system = await System.open(openClaw, options);
    atTheEnd.defer(() => system.close());
    ({ tasks } = system);
  }, OPEN_DEADLINE_MS);

  afterAll(() => atTheEnd.disposeAsync());
}

/** Waits until the call of the model that a prompt led to is in a state. */
export const atProvider = (prompt: string, state: ModelCall['state']): Promise<ModelCall> =>
  eventually(
    `"${prompt}" ${state} at the model`,
    () => provider.callsOf(prompt).find((call) => call.state === state),
    DEADLINE_MS,
  );
