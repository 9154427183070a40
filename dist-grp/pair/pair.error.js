/** This machine cannot be paired like this; each line of the message says why, or what to do. */
export class PairError extends Error {
    code;
    constructor(code, ...lines) {
        super(lines.join('\n'));
        this.code = code;
        this.name = 'PairError';
    }
}
//# sourceMappingURL=pair.error.js.map