import { expect, it } from '@jest/globals';
import { RunText } from './run.text.js';

const saying = (text: string, delta: string, item = 'one') => ({ text, delta, item });

it('passes on what is new, and what is missing of the whole', () => {
  const text = new RunText();
  expect(text.take(saying('a', 'a'))).toBe('a');
  expect(text.take(saying('ab🙂', 'b🙂'))).toBe('b🙂');
  expect(text.isGapless).toBe(true);
  expect(text.rest('ab🙂c')).toBe('c');
  expect(text.rest('ab🙂')).toBe('');
});

it('makes up for an event that was lost', () => {
  const text = new RunText();
  text.take(saying('a', 'a'));
  expect(text.take(saying('abc', 'c'))).toBe('bc');
  expect(text.isGapless).toBe(false);
  expect(text.rest('abcd')).toBe('d');
});

it('takes an event that came twice once', () => {
  const text = new RunText();
  text.take(saying('ab', 'ab'));
  expect(text.take(saying('ab', 'b'))).toBe('');
  expect(text.take(saying('abc', 'c'))).toBe('c');
});

it('goes on from what was said before anybody listened', () => {
  const text = new RunText();
  expect(text.catchUp('so far', 6)).toBe('so far');
  expect(text.take(saying('so far, so good', ' good'))).toBe(', so good');
  expect(text.rest('so far, so good.')).toBe('.');
});

it('puts one message of a run after the other', () => {
  const text = new RunText();
  text.take(saying('I look.', 'I look.'));
  expect(text.take(saying('Five', 'Five', 'two'))).toBe('Five');
  expect(text.isGapless).toBe(true);
  expect(text.rest('I look.Five.')).toBe('.');
});

it('knows a text that it is not the beginning of', () => {
  const text = new RunText();
  text.take(saying('abc', 'abc'));
  expect([text.rest('abd'), text.rest('ab')]).toEqual([null, null]);
});
