import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endSteps, numberOf, offsetAt, placeOf, STEPS, textStep } from './sequence.js';

const outputNumber = fc.integer({ min: 1, max: 1_000_000 });
const length = fc.integer({ min: 0, max: 2 ** 31 });

describe('the number of an event', () => {
  it('is small and without gaps where the task was never put back', () => {
    const steps = [...Object.values(STEPS), textStep(1), textStep(2)];
    expect(steps.map((step) => numberOf({ outputNumber: 1, step }))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('stands for its place, and for no other', () => {
    fc.assert(
      fc.property(outputNumber, length, (which, offset) => {
        const place = { outputNumber: which, step: textStep(offset) };
        const number = numberOf(place);
        expect(Number.isSafeInteger(number)).toBe(true);
        expect(placeOf(number)).toEqual(place);
        expect(offsetAt(place.step, offset, false)).toBe(offset);
      }),
    );
  });

  it('grows from the beginning to the end, and from one output to the next', () => {
    fc.assert(
      fc.property(outputNumber, length, (which, bytes) => {
        const { textDone, partDone, itemDone, ended } = endSteps(bytes);
        const inOrder = [STEPS.partAdded, textStep(bytes), textDone, partDone, itemDone, ended]
          .map((step) => numberOf({ outputNumber: which, step }))
          .concat(numberOf({ outputNumber: which + 1, step: 0 }));
        expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('how much text was told', () => {
  it.each([
    [STEPS.created, 0],
    [STEPS.partAdded, 0],
    [textStep(3), 3],
    [textStep(7), 7],
    [endSteps(7).ended, 7],
    [endSteps(7).ended + 1, null],
  ])('up to step %i of an answer of 7 bytes is %s', (step, offset) => {
    expect(offsetAt(step, 7, true)).toBe(offset);
  });

  it('is not known after the end of what is still being said', () => {
    expect(offsetAt(textStep(8), 7, false)).toBeNull();
  });
});
