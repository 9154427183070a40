import { describe, expect, it } from '@jest/globals';
import { readTraceparent, traceOf } from './traceparent.js';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';
const VALID = `00-${TRACE}-${PARENT}-01`;

describe('readTraceparent', () => {
  it.each([
    ['a valid one', VALID, VALID],
    ['a later version', `01-${TRACE}-${PARENT}-01`, VALID],
    ['a later version with more', `cc-${TRACE}-${PARENT}-01-what-the-future-has`, VALID],
    ['none', undefined, null],
    ['nothing', '', null],
    ['version 00 with more', `${VALID}-x`, null],
    ['a later version with more and no dash', `01-${TRACE}-${PARENT}-01x`, null],
    ['the forbidden version', `ff-${TRACE}-${PARENT}-01`, null],
    ['capitals', VALID.toUpperCase(), null],
    ['a trace of zeros', `00-${'0'.repeat(32)}-${PARENT}-01`, null],
    ['a parent of zeros', `00-${TRACE}-${'0'.repeat(16)}-01`, null],
    ['a short trace', `00-${TRACE.slice(1)}-${PARENT}-01`, null],
    ['two of them', `${VALID}, ${VALID}`, null],
    ['a line break', `01-${TRACE}-${PARENT}-01-\n`, null],
  ])('reads %s', (_, header, expected) => {
    expect(readTraceparent(header)).toBe(expected);
  });
});

describe('traceOf', () => {
  it('names the trace, or nothing', () => {
    expect(traceOf({ traceparent: VALID })).toEqual({ trace_id: TRACE });
    expect(traceOf({ traceparent: null })).toEqual({});
  });
});
