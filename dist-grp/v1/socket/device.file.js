import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseJson, property, stringOrNull } from '../json.js';
import { DeviceError } from './device.error.js';
import { identityOf, newPrivateKey } from './device.key.js';
const FORMAT = 'openclaw-v2-device-1';
const OWNER_ONLY = 0o600;
const OWNER_ONLY_DIRECTORY = 0o700;
const OTHERS = 0o077;
/**
 * The file in which a device key is kept, readable for its owner alone. Whoever has it is that device:
 * workers that share it are one device to V1. All of it is synchronous, as the library asks for it so.
 */
export class DeviceFile {
    /** Absolute. */
    path;
    constructor(path) {
        this.path = resolve(path);
    }
    /** @returns null where there is no file @throws DeviceError */
    read() {
        const text = this.text();
        if (text === null)
            return null;
        const content = parseJson(text);
        const isOurs = property(content, 'format') === FORMAT;
        const identity = isOurs ? identityOf(String(property(content, 'privateKey'))) : null;
        if (identity)
            return { identity, token: tokenOf(property(content, 'token')) };
        throw new DeviceError('damaged', `${this.path} is damaged, or no device key of ours. Move it away, and make a new one with ` +
            'npm run pair; or let V1_DEVICE_FILE name another file.');
    }
    /** Makes a new device in place of what is there. @throws DeviceError */
    create() {
        const identity = identityOf(newPrivateKey());
        if (!identity)
            throw new Error('A new key is no Ed25519 key');
        const device = { identity, token: null };
        this.write(device);
        return device;
    }
    /** Keeps what V1 issued; null: what it issued is worth nothing any more. @throws DeviceError */
    keepToken(token) {
        const device = this.read();
        const { gateway, value } = device?.token ?? {};
        if (!device || (gateway === token?.gateway && value === token?.value))
            return;
        this.write({ ...device, token });
    }
    text() {
        try {
            const file = openSync(this.path, 'r');
            try {
                this.refuseExposed(fstatSync(file).mode);
                return readFileSync(file, 'utf8');
            }
            finally {
                closeSync(file);
            }
        }
        catch (error) {
            if (error instanceof DeviceError)
                throw error;
            if (property(error, 'code') === 'ENOENT')
                return null;
            const why = stringOrNull(property(error, 'code')) ?? 'unknown error';
            throw new DeviceError('unreadable', `${this.path} cannot be read (${why}). The user that runs this has to own V1_DEVICE_FILE.`);
        }
    }
    refuseExposed(mode) {
        // On Windows these bits say nothing.
        if (process.platform === 'win32' || (mode & OTHERS) === 0)
            return;
        throw new DeviceError('exposed', `${this.path} is open to other users of this machine, and so is the key in it. ` +
            `chmod 600 ${this.path}, if none of them can have read it; else remove it, and make a new ` +
            'one with npm run pair.');
    }
    write({ identity, token }) {
        const content = { format: FORMAT, privateKey: identity.privateKeyPem, ...(token && { token }) };
        try {
            mkdirSync(dirname(this.path), { recursive: true, mode: OWNER_ONLY_DIRECTORY });
            writeWhole(this.path, `${JSON.stringify(content, null, 2)}\n`);
        }
        catch (error) {
            const why = stringOrNull(property(error, 'code')) ?? 'unknown error';
            throw new DeviceError('unwritable', `${this.path} cannot be written (${why}). Let V1_DEVICE_FILE name a file that can.`);
        }
    }
}
/** A crash leaves the old file or the new one. */
function writeWhole(path, text) {
    const draft = `${path}.${process.pid}.tmp`;
    try {
        writeFileSync(draft, text, { mode: OWNER_ONLY, flag: 'wx', flush: true });
        renameSync(draft, path);
    }
    catch (error) {
        rmSync(draft, { force: true });
        throw error;
    }
}
function tokenOf(content) {
    const gateway = stringOrNull(property(content, 'gateway'));
    const value = stringOrNull(property(content, 'value'));
    return gateway === null || value === null ? null : { gateway, value };
}
//# sourceMappingURL=device.file.js.map