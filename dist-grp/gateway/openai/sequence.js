/** How far apart the numbers of two outputs are: more than an output can have bytes. */
const OUTPUT_SPAN = 2 ** 32;
/** Where the events before the text stand in an output. */
export const STEPS = { created: 0, queued: 1, inProgress: 2, itemAdded: 3, partAdded: 4 };
const LAST_STEP = STEPS.partAdded;
/**
 * The `sequence_number` of an event. It grows, and is the same whoever looks and however often the
 * stream was cut: it is made of the number of the output, which is 1 unless one was dropped, and of the place
 * in it, which for text is the UTF-8 byte after it.
 */
export const numberOf = ({ outputNumber, step }) => (outputNumber - 1) * OUTPUT_SPAN + step;
/** Of text that ends before this byte. */
export const textStep = (offset) => LAST_STEP + offset;
/** Of the events after the whole text, in this order. */
export const endSteps = (length) => {
    const last = textStep(length);
    return { textDone: last + 1, partDone: last + 2, itemDone: last + 3, ended: last + 4 };
};
/** The place that a number stands for. */
export const placeOf = (sequenceNumber) => ({
    outputNumber: Math.floor(sequenceNumber / OUTPUT_SPAN) + 1,
    step: sequenceNumber % OUTPUT_SPAN,
});
/** How much text was told up to a step of an output that has `length` bytes so far; null: no such step. */
export function offsetAt(step, length, hasEnded) {
    const offset = Math.max(0, step - LAST_STEP);
    if (offset <= length)
        return offset;
    return hasEnded && step <= endSteps(length).ended ? length : null;
}
//# sourceMappingURL=sequence.js.map