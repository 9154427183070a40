export type DeviceErrorCode = 'exposed' | 'damaged' | 'unreadable' | 'unwritable';

/** The file of our device key cannot be used; the message says what to do about it, and no secret. */
export class DeviceError extends Error {
  constructor(
    readonly code: DeviceErrorCode,
    message: string,
  ) {
    super(message);
    this.name = 'DeviceError';
  }
}
