import { describe, expect, it } from '@jest/globals';
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

describe('between tools', () => {
  const note = (id: string) => ({ id, kind: 'note' }) as Doing;

  it('hears a message that V1 told as a note alone, and one that it told twice once', () => {
    const voice = new RunVoice(MAX, '');
    voice.join('', '');
    voice.note(note('a'), 'I look.');
    voice.hear({ text: 'I look again.', delta: 'I look again.', itemId: 'two' });
    voice.note(note('b'), 'I look again.');
    hears(voice, 'Here it is.', 'Here it is.');
    expect(textOf(voice)).toBe('I look.I look again.Here it is.');
  });

  it('is all of a text with other white space, and not of one with another message', () => {
    const voice = new RunVoice(MAX, '');
    voice.join('', '');
    voice.note({ id: 'tool:1', kind: 'tool' } as Doing);
    hears(voice, 'Here it is.', 'Here it is.');
    expect(voice.isAllOf('Here  it is.\n')).toBe(true);
    expect(voice.isAllOf('I look. Here it is.')).toBe(false);
  });
});
