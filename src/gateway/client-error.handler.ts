import type { Socket } from 'node:net';
import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Finding } from './finding.js';
import { PROBLEM_MEDIA_TYPE, sendProblem, toProblem } from './problem.js';

const FINDINGS: Readonly<Record<string, Finding>> = {
  HPE_HEADER_OVERFLOW: { code: 'headers_too_large', detail: 'The headers are too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: {
    code: 'request_timeout',
    detail: 'The request did not arrive in full within its time.',
  },
};

/** Answers an address that Fastify could not read. */
export function handleFrameworkError(
  error: Error & { statusCode?: number },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const finding: Finding =
    error.statusCode === 414
      ? { code: 'headers_too_large', detail: 'The address is too long.' }
      : { code: 'malformed_request', detail: 'The address cannot be read.' };
  sendProblem(request, reply, finding);
}

/** Answers what Node's HTTP parser could not read, and closes the connection. */
export function handleClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const finding = FINDINGS[error.code ?? ''] ?? {
    code: 'malformed_request',
    detail: `The request cannot be read: ${error.message}.`,
  };
  const problem = toProblem(finding, '/');
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}`,
    `content-type: ${PROBLEM_MEDIA_TYPE}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
