/** V2 cannot be connected like this; each line of the message says why, or what to do about it. */
export class ConnectError extends Error {
    code;
    constructor(code, ...lines) {
        super(lines.join('\n'));
        this.code = code;
        this.name = 'ConnectError';
    }
}
//# sourceMappingURL=connect.error.js.map