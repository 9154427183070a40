/** Somebody else listens on the port that was asked for. */
export class PortTakenError extends Error {
    code = 'port_taken';
    constructor(variable, host, port) {
        super(`Port ${port} on ${host} is taken. Stop what listens there, or set ${variable}.`);
        this.name = 'PortTakenError';
    }
}
const isTaken = (error) => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
/**
 * Listens on a port, 0 meaning any that is free.
 * @param variable the variable that sets the port, named should it be taken
 * @throws PortTakenError
 */
export async function listen(app, variable, host, port) {
    try {
        await app.listen(port, host);
    }
    catch (error) {
        throw isTaken(error) ? new PortTakenError(variable, host, port) : error;
    }
}
//# sourceMappingURL=listen.js.map