import { expect, it } from '@jest/globals';
import type { Doing } from '../../tasks/progress.js';
import { RunVoice } from './run.voice.js';

const MAX = 1_000;
const textOf = (voice: RunVoice): string =>
  [...voice.passOn()].map((news) => (news.type === 'text' ? news.text : '')).join('');
const hears = (voice: RunVoice, text: string, delta: string): void => {
  voice.hear({ text, delta, itemId: 'one' });
};

it('goes on after what was passed on before', () => {
  const voice = new RunVoice(MAX, 'so ');
  voice.join('', 'so far');
  hears(voice, 'so far, so', ', so');
  expect(textOf(voice)).toBe('far, so');
  expect([...voice.complete('so far, so good')]).toEqual([{ type: 'text', text: ' good' }]);
});

it('waits for V1 to catch up with what was passed on before', () => {
  const voice = new RunVoice(MAX, 'so far');
  voice.join('', 'so');
  hears(voice, 'so far', ' far');
  hears(voice, 'so far, so', ', so');
  expect(textOf(voice)).toBe(', so');
});

it('says anew what V1 says in other words, and only then', () => {
  const voice = new RunVoice(MAX, 'one');
  voice.join('', 'two');
  hears(voice, 'two three', ' three');
  expect(textOf(voice)).toBe('');
  expect([...voice.complete('two three')]).toEqual([
    { type: 'anew' },
    { type: 'text', text: 'two three' },
  ]);
});

it('is whole where all was heard, and not where a part may have been missed', () => {
  const voice = new RunVoice(MAX, '');
  voice.join('', '');
  hears(voice, 'Hello', 'Hello');
  expect(voice.isWhole).toBe(true);
  voice.miss();
  expect(voice.isWhole).toBe(false);
});

it('does not take the last message for all where tools were used', () => {
  const voice = new RunVoice(MAX, '');
  voice.join('', '');
  expect([voice.hasNews, voice.isWholeIn('the answer')]).toEqual([false, true]);
  voice.note({ id: 'tool:1', kind: 'tool' } as Doing);
  expect([voice.hasNews, voice.isWholeIn('the answer')]).toEqual([true, false]);
});
