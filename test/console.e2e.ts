import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { startV1Simulator, type V1Simulator } from '../src/launcher/simulator/v1.simulator.js';
import { accessibilityProblems } from './support/axe.js';
import { startChromium } from './support/chromium.js';
import { ConsolePage } from './support/console-page.js';
import { eventually } from './support/eventually.js';
import { freePort } from './support/free-port.js';
import { Processes, type RunningProcess } from './support/processes.js';
import { configOf, removeKeys, testEnv } from './support/test-redis.js';

const KEY = 'a-secret-of-sixteen';

const processes = new Processes();
let v1: V1Simulator;
let env: Record<string, string>;
let gateway: RunningProcess;
let browser: Browser;
let opened: ConsolePage | undefined;

beforeAll(async () => {
  v1 = await startV1Simulator({ token: 'token' });
  env = testEnv({
    V1_URL: v1.url,
    V1_TOKEN: 'token',
    V1_PROTOCOL: 'ws',
    SHOW_TOOL_DETAILS: 'true',
    RETRY_BACKOFF_MS: '20',
    GATEWAY_PORT: String(await freePort()),
  });
  [gateway, , browser] = await Promise.all([
    processes.start('gateway', env),
    processes.start('worker', env),
    startChromium(),
  ]);
}, 300_000);
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});
afterAll(async () => {
  await browser.close();
  await processes.killAll();
  await v1.close();
  await removeKeys(configOf(env));
});

async function open(options: Parameters<typeof ConsolePage.open>[2] = {}): Promise<ConsolePage> {
  return (opened = await ConsolePage.open(browser, `${gateway.url}/`, options));
}

async function submit(task: object, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(`${gateway.url}/tasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(task),
  });
  return ((await answer.json()) as { task_id: string }).task_id;
}

const resultOf = async (id: string): Promise<string> =>
  ((await (await fetch(`${gateway.url}/tasks/${id}`)).json()) as { result: string }).result;

describe('the console', () => {
  it('submits a task and shows its output grow before it is done', async () => {
    const page = await open();
    await page.page.getByRole('region', { name: 'SIMULATED' }).waitFor();
    const id = await page.submit('[tokens 60] [every 60ms]');
    await page.status('Running');
    await page.outputHas('word3 ');
    const before = await page.output.innerText();
    await page.outputHas('word30 ');
    expect(before).not.toContain('word30 ');
    await page.status('Completed');
    await page.hasRawOutput(await resultOf(id));
    expect([...page.errors, ...page.failedCalls]).toEqual([]);
  });

  it('shows what the agent does besides speaking, and after it has ended', async () => {
    const page = await open();
    const id = await page.submit('[say I look. ] [tool read notes.md] [say There it is.]');
    await page.status('Completed');
    for (const isReloaded of [false, true]) {
      if (isReloaded) await page.page.reload();
      await page.page.getByText('1 step', { exact: true }).click();
      const step = page.page.getByRole('list', { name: '1 step' }).getByRole('listitem');
      await step.getByText('read notes.md', { exact: true }).waitFor();
      await step.getByText('done', { exact: true }).waitFor();
      await step.getByText('Result').click();
      await step.getByText('simulated answer of read notes.md').waitFor();
      expect(await accessibilityProblems(page.page)).toEqual([]);
    }
    expect(await resultOf(id)).toBe('I look. There it is.');
    expect([...page.errors, ...page.failedCalls]).toEqual([]);
  });

  it('cancels a task that runs', async () => {
    const page = await open();
    await page.submit('a cancel [tokens 3] [hang]');
    await page.outputHas('word3');
    await page.button('Cancel task').click();
    await page.status('Cancelled');
    await eventually('its run to be stopped', () =>
      v1.runs.some(({ prompt, state }) => prompt.startsWith('a cancel') && state === 'aborted'),
    );
  });

  it('tells why a task failed, runs it again, and deletes it when that is confirmed', async () => {
    const page = await open();
    const id = await page.submit('again [first 1 status 400] [say better]');
    await page.status('Failed');
    await page.page.getByRole('region', { name: 'Why it failed' }).waitFor();
    await page.button('Retry task').click();
    await page.status('Completed');
    await page.outputHas('better');
    await page.button('Delete task').click();
    await page.button('Keep').click();
    await page.status('Completed');
    await page.button('Delete task').click();
    await page.page
      .getByRole('dialog')
      .getByRole('button', { name: 'Delete', exact: true })
      .click();
    await eventually('the task to be gone', async () => {
      const { status } = await fetch(`${gateway.url}/tasks/${id}`);
      return status === 404;
    });
    expect(page.errors).toEqual([]);
  });

  it('goes on where it was when the gateway is restarted', async () => {
    const page = await open();
    const id = await page.submit('[tokens 100] [every 50ms]');
    await page.outputHas('word5 ');
    gateway.kill('SIGTERM');
    await gateway.exit();
    await page.page.locator('#connection', { hasText: 'Reconnecting' }).waitFor();
    gateway = await processes.start('gateway', env);
    await page.status('Completed');
    await page.hasRawOutput(await resultOf(id));
    await eventually(
      'the banner to go',
      async () => (await page.page.locator('#connection').innerText()) === '',
    );
    expect(page.errors).toEqual([]);
  });

  it('renders what is hostile as nothing but text', async () => {
    const page = await open();
    const hostile = [
      '<script>window.pwned = 1</script>',
      '<img src=x onerror="window.pwned = 2">',
      '<svg onload="window.pwned = 3"></svg>',
      '[a link](javascript:window.pwned=4) [another](data:text/html,<script>alert(1)</script>)',
      '![picture](https://example.org/x.png)',
      '<a href="javascript:window.pwned=5" onclick="window.pwned=6">click</a>',
      '<style>body{display:none}</style><iframe src="javascript:window.pwned=7"></iframe>',
      '[good](https://example.org/)',
    ].join('\n\n');
    await page.submit(hostile);
    await page.status('Completed');
    await page.outputHas('picture');
    const output = page.page.locator('#output');
    const forbidden = 'script, img, svg[onload], style, iframe, [onclick], [onerror]';
    expect(await output.locator(forbidden).count()).toBe(0);
    const links = await output.locator('a').all();
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) {
      expect(await link.getAttribute('href')).toMatch(/^https:/);
      expect(await link.getAttribute('rel')).toContain('noopener');
    }
    expect(await page.page.evaluate('window.pwned')).toBe(undefined);
    expect(page.errors).toEqual([]);
  });

  it('speaks the language of the browser, or the one that is chosen', async () => {
    const chinese = await open({ locale: 'zh-CN' });
    expect(await chinese.page.locator('html').getAttribute('lang')).toMatch(/^zh/);
    await chinese.page.getByRole('combobox', { name: '语言' }).selectOption('en');
    await chinese.page.getByRole('link', { name: 'New task' }).waitFor();
    await chinese.page.reload();
    await chinese.page.getByRole('link', { name: 'New task' }).waitFor();
    expect(await chinese.page.locator('html').getAttribute('lang')).toBe('en');
    await chinese.page.getByRole('combobox', { name: 'Language' }).selectOption('zh');
    await chinese.page.getByRole('link', { name: '新建任务' }).waitFor();
    expect(chinese.errors).toEqual([]);
  });

  it('tells what is wrong with a field, at the field', async () => {
    const page = await open();
    await page.page.getByRole('textbox', { name: 'Task', exact: true }).fill('x');
    await page.page.locator('#field-agent_id').fill('no such name!');
    await page.button('Submit task').click();
    await page.page.locator('#field-agent_id-error').waitFor();
    await page.hasFocus('field-agent_id');
    expect(page.errors).toEqual([]);
  });

  it('tells of a task that is not there', async () => {
    const page = await open();
    await page.page.goto(`${gateway.url}/console/#/tasks/01934f6e-5b1a-7c3e-9a52-0d6a8f1b2c3d`);
    await page.page.getByRole('heading', { name: 'There is no such task' }).waitFor();
    expect(page.errors).toEqual([]);
  });

  it('lists tasks as they come and change, by status, page after page', async () => {
    const page = await open();
    const id = await submit({ content: 'seen [sleep 400ms] [say x]' });
    const row = page.page
      .getByRole('list', { name: 'Tasks' })
      .getByRole('link', { name: id.slice(-8) });
    await row.waitFor();
    await row.filter({ hasText: 'Completed' }).waitFor();
    await Promise.all(
      Array.from({ length: 120 }, (_, i) =>
        submit({ content: `${i} [say x]`, delay_ms: 3_600_000 }),
      ),
    );
    await page.page.goto(`${gateway.url}/console/`);
    await page.page.reload();
    await page.button(/^Pending/).click();
    const rows = page.page.getByRole('list', { name: 'Tasks' }).getByRole('listitem');
    await row.waitFor({ state: 'detached' });
    await eventually('a page', async () => (await rows.count()) === 100);
    await page.button('Load more').click();
    await eventually('all of them', async () => (await rows.count()) >= 120);
    await page.page.getByRole('searchbox', { name: 'Search by id' }).fill(id);
    await page.page.keyboard.press('Enter');
    await page.page.getByRole('heading', { name: `Task ${id.slice(-8)}` }).waitFor();
    expect(page.errors).toEqual([]);
  });

  it('can be used with the keyboard alone', async () => {
    const page = await open();
    const { keyboard } = page.page;
    await keyboard.press('?');
    await page.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await keyboard.press('Escape');
    await keyboard.press('n');
    await page.hasFocus('field-content');
    await keyboard.type('by hand [say done by hand]');
    await keyboard.press('Control+Enter');
    await page.status('Completed');
    await page.outputHas('done by hand');
    await keyboard.press('Escape');
    await page.page.getByRole('heading', { name: 'New task' }).waitFor();
    expect(page.errors).toEqual([]);
  });

  it('fits a phone: the list and a task are screens of their own', async () => {
    const page = await open({ viewport: { width: 360, height: 740 } });
    const id = await submit({ content: 'small [say x]' });
    const row = page.page
      .getByRole('list', { name: 'Tasks' })
      .getByRole('link', { name: id.slice(-8) });
    await row.click();
    await page.status('Completed');
    expect(await row.isVisible()).toBe(false);
    const overflow = () =>
      page.page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(await accessibilityProblems(page.page)).toEqual([]);
    await page.page.getByRole('link', { name: 'Back to tasks' }).click();
    await row.waitFor();
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(page.errors).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'is accessible (%s)',
    async (colorScheme) => {
      const page = await open({ colorScheme });
      expect(await accessibilityProblems(page.page)).toEqual([]);
      await page.page.locator('details.options > summary').click();
      expect(await accessibilityProblems(page.page)).toEqual([]);
      await page.submit('[say # A title **and** `code`, a list:]\n\n```js\nlet a = 1;\n```');
      await page.status('Completed');
      expect(await accessibilityProblems(page.page)).toEqual([]);
      await page.submit('wrong [status 400]');
      await page.status('Failed');
      expect(await accessibilityProblems(page.page)).toEqual([]);
      await page.button('Delete task').click();
      await page.page.getByRole('dialog').waitFor();
      expect(await accessibilityProblems(page.page)).toEqual([]);
      expect(page.errors).toEqual([]);
    },
    60_000,
  );

  it('asks for a key where one is needed, and works with it', async () => {
    const guarded = await processes.start('gateway', {
      ...env,
      GATEWAY_PORT: '0',
      API_KEYS: `alice:${KEY}`,
    });
    const page = (opened = await ConsolePage.open(browser, `${guarded.url}/`));
    const dialog = page.page.getByRole('dialog', { name: 'This gateway asks for a key' });
    await dialog.waitFor();
    expect(await accessibilityProblems(page.page)).toEqual([]);
    const enter = async (key: string): Promise<void> => {
      await dialog.getByLabel('API key').fill(key);
      await dialog.getByRole('button', { name: 'Use key' }).click();
    };
    await enter('another-secret-of-it');
    await dialog.getByRole('alert').waitFor();
    await enter(KEY);
    await dialog.waitFor({ state: 'hidden' });
    await page.submit('with a key [tokens 20] [every 20ms]');
    await page.outputHas('word20');
    await page.status('Completed');
    await page.page.reload();
    await page.status('Completed');
    expect(await dialog.isVisible()).toBe(false);
    expect(page.errors).toEqual([]);
  });
});

describe('its pages', () => {
  it('load nothing from elsewhere and no script but their own files', async () => {
    const { headers } = await fetch(`${gateway.url}/console/`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    const page = await open();
    const foreign: string[] = [];
    page.page.on('request', (request) => {
      if (!request.url().startsWith(gateway.url)) foreign.push(request.url());
    });
    await page.page.reload();
    await page.page.getByRole('main').waitFor();
    expect(foreign).toEqual([]);
  });

  it('are what a browser gets at the address itself, and programs get the status', async () => {
    const ask = (accept: string) =>
      fetch(`${gateway.url}/`, { headers: { accept }, redirect: 'manual' });
    const visit = await ask('text/html,application/xhtml+xml,*/*;q=0.8');
    expect([visit.status, visit.headers.get('location')]).toEqual([302, '/console/']);
    expect(await (await ask('*/*')).json()).toMatchObject({ links: { console: '/console/' } });
    const bare = await fetch(`${gateway.url}/console`, { redirect: 'manual' });
    expect(bare.headers.get('location')).toBe('/console/');
    for (const path of ['/console/..%2fgateway.js', '/console/nothing.js', '/console/assets/']) {
      expect((await fetch(`${gateway.url}${path}`)).status).toBe(404);
    }
  });
});
