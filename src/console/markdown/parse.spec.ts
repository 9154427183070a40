import { describe, expect, it } from '@jest/globals';
import { renderBlocks } from './parse.ts';

const html = (text: string): string => renderBlocks(text).join('');

describe('renderBlocks', () => {
  it('gives a piece for each block, the same for the same text', () => {
    const blocks = renderBlocks('# One\n\ntwo\n\n- three\n- four\n\n```js\nfive\n```');
    expect(blocks).toHaveLength(4);
    expect(renderBlocks('# One\n\ntwo\n\n- three')[1]).toBe(blocks[1]);
  });

  it('writes markup of the text as text', () => {
    expect(html('<img src=x onerror=alert(1)> <script>x</script>')).not.toMatch(/<(img|script)/);
    expect(html('```"><script>\nx</script>\n```')).not.toMatch(/<script/);
  });

  it.each(['javascript:x', 'JaVaScRiPt:x', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd'])(
    'makes no link of %s',
    (address) => {
      expect(html(`[a](${address})`)).not.toContain('href');
      expect(html(`![a](${address})`)).not.toContain(`href="${address}"`);
      expect(html(`<${address}>`)).not.toContain('href');
    },
  );

  it('links to an image instead of loading it', () => {
    expect(html('![words](https://example.org/x.png)')).toContain(
      '<a href="https://example.org/x.png">words</a>',
    );
    expect(html('[![words](https://a.example/x.png)](https://b.example/)')).not.toContain(
      'a.example',
    );
  });

  it('takes no longer for many images than for as much text', () => {
    // The CPU's time, and the best of a few: others use the machine, too.
    const timeOnce = (text: string): number => {
      const before = process.cpuUsage();
      renderBlocks(text);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const time = (text: string): number => Math.min(...[1, 2, 3].map(() => timeOnce(text)));
    const [many, few] = [20_000, 2_000].map((count) => '![a](b) '.repeat(count));
    // Ten times as many take about ten times as long; it was a hundred times.
    expect(time(many ?? '') / time(few ?? '')).toBeLessThan(50);
  });

  it('puts headings below those of the page, and skips no level', () => {
    expect(html('### a\n\n# b\n\n###### c')).toMatch(/<h4>a<\/h4>\s*<h4>b<\/h4>\s*<h5>c<\/h5>/);
  });

  it('aligns columns without a style', () => {
    const table = html('| a |\n| --: |\n| 1 |');
    expect(table).toContain('align="right"');
    expect(table).not.toContain('style=');
  });
});
