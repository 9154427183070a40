import { beforeEach, describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { Dialogue } from './dialogue.js';

let input: PassThrough & { isTTY?: boolean };
let output: PassThrough & { isTTY?: boolean };
let shown: string;

beforeEach(() => {
  input = Object.assign(new PassThrough(), { isTTY: true });
  output = Object.assign(new PassThrough(), { isTTY: true });
  shown = '';
  output.setEncoding('utf8').on('data', (text: string) => (shown += text));
});

const dialogue = (yes = false) => new Dialogue(yes, input, output);

/** Types a line each time a question was asked, which the cursor's move behind it ends. */
function typing<T>(lines: readonly string[], ask: () => Promise<T>): Promise<T> {
  const left = [...lines];
  output.on('data', (text: string) => {
    const line = /\[\d\dG$/.test(text) ? left.shift() : undefined;
    if (line !== undefined) setImmediate(() => input.write(`${line}\r`));
  });
  return ask();
}

describe('on a terminal', () => {
  it.each([
    ['', true],
    ['y', true],
    ['YES', true],
    ['n', false],
    ['no', false],
    ['what?', false],
  ])('takes %j for %s', async (line, meaning) => {
    expect(await typing([line], () => dialogue().confirm('Write?'))).toBe(meaning);
  });

  it('asks again until the answer is one of the choices', async () => {
    const chosen = typing(['nobody', 'b'], () => dialogue().choose('Which?', ['a', 'b'], 'a'));
    expect(await chosen).toBe('b');
    expect(shown).toContain('There is: a, b');
  });

  it('takes the preset for Enter', async () => {
    expect(await typing([''], () => dialogue().choose('Which?', ['a', 'b'], 'b'))).toBe('b');
  });

  it('shows nothing of what is hidden', async () => {
    const hidden = dialogue().askHidden('Its token: ');
    input.write('s3cret\r');
    expect(await hidden).toBe('s3cret');
    expect(shown).toBe('Its token: \n');
  });

  it.each([
    ['Ctrl-D', () => input.write('\x04')],
    ['its end', () => input.end()],
  ])('takes %s for no answer', async (_, leave) => {
    const answer = dialogue().confirm('Write?');
    leave();
    expect(await answer).toBeNull();
  });

  it('asks nothing where all is to be answered with yes', async () => {
    expect(await dialogue(true).confirm('Write?')).toBe(true);
    expect(await dialogue(true).choose('Which?', ['a', 'b'], 'b')).toBe('b');
    expect(shown).toBe('');
  });
});

describe('without one', () => {
  it('asks nothing and gets no answer', async () => {
    input.isTTY = false;
    expect(await dialogue().confirm('Write?')).toBeNull();
    expect(await dialogue().askHidden('Its token: ')).toBeNull();
    expect(await dialogue().choose('Which?', ['a', 'b'], 'b')).toBe('b');
    expect(shown).toBe('');
    expect(await dialogue(true).confirm('Write?')).toBe(true);
  });
});
