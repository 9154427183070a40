/** Why a signal aborts where the run is not to be ended: whoever comes next takes it up again. */
export class RunLeft extends Error {
    name = 'RunLeft';
}
/**
 * Runs tasks on V1. The seam between us and OpenClaw: how a run travels (HTTP stream, WebSocket) is
 * the implementation's business, how it ends is this contract's.
 */
export class V1Client {
}
//# sourceMappingURL=v1.client.js.map