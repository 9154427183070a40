import { gatewayOriginScope } from '@openclaw/gateway-client';
import { rawPublicKey, signPayload } from './device.key.js';
/**
 * Lets connections to a V1 be the device of a file, as the library asks for it: read again for each
 * connection, and none where there is no file. Nothing is written.
 */
export function deviceOf(file, url) {
    const gateway = gatewayOriginScope(url);
    return {
        loadOrCreateDeviceIdentity: () => file.read()?.identity,
        signDevicePayload: signPayload,
        publicKeyRawBase64UrlFromPem: rawPublicKey,
        loadDeviceAuthToken: () => {
            const token = file.read()?.token;
            return token?.gateway === gateway ? { token: token.value } : null;
        },
    };
}
/** The same, and what V1 issues for the device is kept in its file. */
export function deviceToPair(file, url) {
    const gateway = gatewayOriginScope(url);
    return {
        ...deviceOf(file, url),
        storeDeviceAuthToken: ({ token: value }) => {
            file.keepToken({ gateway, value });
        },
        clearDeviceAuthToken: () => {
            file.keepToken(null);
        },
    };
}
//# sourceMappingURL=device.access.js.map