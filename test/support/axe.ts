import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** What an accessibility check finds wrong with a page as it is now: rule and elements, in words. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`,
  );
}
