import type { INestApplication } from '@nestjs/common';

/** Somebody else listens on the port that was asked for. */
export class PortTakenError extends Error {
  readonly code = 'port_taken';

  constructor(variable: string, host: string, port: number) {
    super(`Port ${port} on ${host} is taken. Stop what listens there, or set ${variable}.`);
    this.name = 'PortTakenError';
  }
}

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/**
 * Listens on a port, 0 meaning any that is free.
 * @param variable the variable that sets the port, named should it be taken
 * @throws PortTakenError
 */
export async function listen(
  app: INestApplication,
  variable: string,
  host: string,
  port: number,
): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    throw isTaken(error) ? new PortTakenError(variable, host, port) : error;
  }
}
