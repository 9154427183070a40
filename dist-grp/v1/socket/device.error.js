/** The file of our device key cannot be used; the message says what to do about it, and no secret. */
export class DeviceError extends Error {
    code;
    constructor(code, message) {
        super(message);
        this.code = code;
        this.name = 'DeviceError';
    }
}
//# sourceMappingURL=device.error.js.map