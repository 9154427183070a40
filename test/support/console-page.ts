import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { eventually } from './eventually.js';

const DEADLINE_MS = 15_000;
/** Chromium says this of every answer with such a status, and of a gateway that is away. */
const EXPECTED_OF_OUTAGES = /Failed to load resource|net::ERR_/;

/** The console in a browser, by what a person finds in it. */
export class ConsolePage {
  /** What went wrong in the page by its own account, but for calls that were not answered. */
  readonly errors: string[] = [];
  /** The same, of calls that were not answered. */
  readonly failedCalls: string[] = [];

  private constructor(readonly page: Page) {
    page.setDefaultTimeout(DEADLINE_MS);
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('dialog', (dialog) => {
      this.errors.push(`A dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      const text = message.text();
      (EXPECTED_OF_OUTAGES.test(text) ? this.failedCalls : this.errors).push(text);
    });
  }

  /** Opens the console in a browser of its own, as far as cookies and storage go. */
  static async open(
    browser: Browser,
    url: string,
    options: BrowserContextOptions = {},
  ): Promise<ConsolePage> {
    const context = await browser.newContext({ locale: 'en-US', ...options });
    const opened = new ConsolePage(await context.newPage());
    await opened.page.goto(url);
    await opened.page.getByRole('banner').waitFor();
    return opened;
  }

  close(): Promise<void> {
    return this.page.context().close();
  }

  get output(): Locator {
    return this.page.getByRole('region', { name: 'Output' });
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** Fills the form and sends it; the task opens. @returns its id */
  async submit(content: string): Promise<string> {
    await this.page.getByRole('link', { name: 'New task' }).click();
    await this.page.getByRole('textbox', { name: 'Task', exact: true }).fill(content);
    await this.button('Submit task').click();
    await this.page.waitForURL(/#\/tasks\//);
    return this.page.url().split('/').at(-1) ?? '';
  }

  async openTask(id: string): Promise<void> {
    await this.page.goto(`${new URL('/console/', this.page.url()).href}#/tasks/${id}`);
    await this.page.getByRole('heading', { name: `Task ${id.slice(-8)}` }).waitFor();
  }

  /** Waits until the open task shows that status. */
  async status(word: string): Promise<void> {
    await this.page.locator('.task-head .status', { hasText: word }).waitFor();
  }

  /** Waits until the output shows that text. */
  outputHas(text: string): Promise<unknown> {
    return eventually(`${text} in the output`, async () =>
      (await this.output.innerText()).includes(text),
    );
  }

  /** Waits until the output as it came, without Markdown, is that text. */
  async hasRawOutput(text: string): Promise<void> {
    await this.button('Raw').click();
    await eventually('the whole output', async () => (await this.rawOutput()) === text);
  }

  /** Waits until that is what the keyboard goes to. */
  hasFocus(id: string): Promise<unknown> {
    const focused = this.page.locator(':focus');
    return eventually(`the focus on ${id}`, async () => {
      return (await focused.count()) > 0 && (await focused.getAttribute('id')) === id;
    });
  }

  private async rawOutput(): Promise<string> {
    return (await this.output.locator('pre').allInnerTexts()).join('');
  }
}
