/** Ids of the agents there are. The last has a provider of its own, which may be made to refuse. */
export const AGENTS = ['main', 'research', 'locked'];

/** Runs at once; more wait in silence. Fewer than OpenClaw allows by itself, so that few are needed. */
export const MAX_CONCURRENT = 4;

export interface OpenClawOptions {
  readonly port: number;
  readonly token: string;
  readonly stateDir: string;
  /** Of the scripted model provider. */
  readonly providerUrl: string;
}

/** An OpenClaw with nothing but agents that talk to the scripted model, over HTTP alone. */
export const openClawConfig = ({
  port,
  token,
  stateDir,
  providerUrl,
}: OpenClawOptions): object => ({
  gateway: {
    mode: 'local',
    bind: 'loopback',
    port,
    auth: { mode: 'token', token },
    controlUi: { enabled: false },
    http: { endpoints: { chatCompletions: { enabled: true } } },
  },
  discovery: { mdns: { mode: 'off' } },
  update: { checkOnStart: false },
  logging: { file: `${stateDir}/openclaw.log` },
  agents: {
    defaults: {
      model: { primary: 'scripted/model' },
      // No other may be asked for.
      models: { 'scripted/model': {}, 'locked/model': {} },
      skipBootstrap: true,
      heartbeat: { every: '0m' },
      maxConcurrent: MAX_CONCURRENT,
      timeoutSeconds: 300,
    },
    entries: {
      main: { workspace: `${stateDir}/work/main` },
      research: { workspace: `${stateDir}/work/research` },
      locked: { workspace: `${stateDir}/work/locked`, model: 'locked/model' },
    },
  },
  models: {
    mode: 'replace',
    providers: { scripted: provider(providerUrl), locked: provider(providerUrl) },
  },
});

const provider = (url: string): object => ({
  baseUrl: `${url}/v1`,
  apiKey: 'none',
  api: 'openai-completions',
  // Longer than the longest silence of a test.
  timeoutSeconds: 120,
  models: [
    {
      id: 'model',
      name: 'Scripted',
      reasoning: false,
      input: ['text'],
      cost: { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 },
      contextWindow: 200_000,
      maxTokens: 8_192,
    },
  ],
});
