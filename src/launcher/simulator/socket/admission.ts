import { randomUUID } from 'node:crypto';
import {
  buildPairingConnectErrorDetails,
  buildPairingConnectErrorMessage,
} from '@openclaw/gateway-protocol/connect-error-details';
import { type Fields, recordOf } from '../simulator.fields.js';
import { provenDevice } from './device.proof.js';
import { RpcError } from './rpc.js';

const PROTOCOL = 4;
const SCOPES = ['operator.read', 'operator.write'];

/** A device that asked to be known. */
export interface PairingRequest {
  readonly requestId: string;
  readonly deviceId: string;
  readonly scopes: readonly string[];
}

/** What a connection is given. */
interface Admitted {
  readonly role: 'operator';
  readonly scopes: readonly string[];
  readonly deviceToken?: string;
}

/** Who may connect, and to do what. What stands here outlives a crash. */
export class Admission {
  /** Those that nobody has approved. */
  readonly requests: PairingRequest[] = [];
  /** Tokens of the devices that were approved, by device. */
  private readonly paired = new Map<string, string>();

  /** @param pairing whether permissions are for approved devices alone, as for other machines */
  constructor(
    private readonly token: string,
    private readonly pairing: boolean,
  ) {}

  /** What one that asks with `params`, challenged with the nonce, is given. @throws RpcError */
  admit(params: Fields, nonce: string): Admitted {
    const device = recordOf(params.device).id;
    if (!this.knows(recordOf(params.auth), String(device))) throw wrongToken();
    if (params.maxProtocol !== PROTOCOL) throw new RpcError('INVALID_REQUEST', 'protocol mismatch');
    const asked = Array.isArray(params.scopes) ? params.scopes : [];
    const given = { role: 'operator', scopes: SCOPES.filter((x) => asked.includes(x)) } as const;
    if (device === undefined) return this.pairing ? { ...given, scopes: [] } : given;
    const deviceId = provenDevice(params, nonce);
    if (!this.pairing) return given;
    const deviceToken = this.paired.get(deviceId);
    if (deviceToken === undefined) throw notPaired(this.request(deviceId, asked.map(String)));
    return { ...given, deviceToken };
  }

  /** Says yes to a request, once. */
  approve(requestId: string): void {
    const at = this.requests.findIndex((request) => request.requestId === requestId);
    const [request] = at < 0 ? [] : this.requests.splice(at, 1);
    if (request) this.paired.set(request.deviceId, randomUUID());
  }

  private knows({ token, deviceToken }: Fields, deviceId: string): boolean {
    if (token === this.token) return true;
    return deviceToken !== undefined && deviceToken === this.paired.get(deviceId);
  }

  /** Recorded: it stays one request, however often its device comes. */
  private request(deviceId: string, scopes: readonly string[]): PairingRequest {
    const before = this.requests.find((request) => request.deviceId === deviceId);
    if (before) return before;
    const request = { requestId: randomUUID(), deviceId, scopes };
    this.requests.push(request);
    return request;
  }
}

const wrongToken = (): RpcError =>
  new RpcError(
    'INVALID_REQUEST',
    'unauthorized: gateway token mismatch (provide gateway auth token)',
    { details: { code: 'AUTH_TOKEN_MISMATCH', authReason: 'token_mismatch' }, retryable: false },
  );

const notPaired = ({ requestId, deviceId }: PairingRequest): RpcError =>
  new RpcError('NOT_PAIRED', buildPairingConnectErrorMessage('not-paired'), {
    details: buildPairingConnectErrorDetails({ reason: 'not-paired', requestId, deviceId }),
  });
