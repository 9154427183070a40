import type { V1Error } from '../simulator.errors.js';
import { recordOf } from '../simulator.fields.js';

/** What a method is asked with, once it is checked. */
export type Params = Readonly<Record<string, string | number | undefined>>;

/** An error that a method answers with, in the shape of V1's WebSocket protocol. */
export class RpcError extends Error {
  override readonly name = 'RpcError';

  constructor(
    readonly code: 'INVALID_REQUEST' | 'NOT_PAIRED' | 'UNAVAILABLE',
    message: string,
    private readonly more: object = {},
  ) {
    super(message);
  }

  get shape(): object {
    return { code: this.code, message: this.message, ...this.more };
  }
}

/** What a method of a gateway that is about to stop answers. */
export const restarting = (method: string): RpcError =>
  new RpcError('UNAVAILABLE', `${method} unavailable during gateway restart`, {
    details: { method, reason: 'gateway-restarting', phase: 'accepting' },
    retryable: true,
    retryAfterMs: 1_000,
  });

/**
 * What a method is asked with. V1 is strict: what it does not know, it refuses.
 * @throws RpcError
 */
export function readParams(
  method: string,
  params: unknown,
  known: Readonly<Record<string, 'string' | 'number'>>,
  required: readonly string[],
): Params {
  const fields = recordOf(params) as Params;
  const refuse = (what: string) =>
    new RpcError('INVALID_REQUEST', `invalid ${method} params: at ${what}`);
  for (const [name, value] of Object.entries(fields)) {
    const kind = known[name];
    if (kind === undefined) throw refuse(`root: unexpected property '${name}'`);
    if (typeof value !== kind) throw refuse(`/${name}: must be ${kind}`);
  }
  for (const name of required) {
    if (fields[name] === undefined) throw refuse(`root: must have required property '${name}'`);
    if (fields[name] === '') throw refuse(`/${name}: must not have fewer than 1 characters`);
  }
  return fields;
}

/** What a status of HTTP is over a WebSocket: a refusal, before a run begins. */
export const refusal = ({ status, message, retryAfter }: V1Error): RpcError =>
  status === 429 || status === 503
    ? new RpcError('UNAVAILABLE', message, {
        retryable: true,
        retryAfterMs: Number(retryAfter ?? 1) * 1_000,
      })
    : new RpcError('INVALID_REQUEST', message);
