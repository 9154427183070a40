import { STATUS_CODES } from 'node:http';
import { PROBLEM_MEDIA_TYPE, sendProblem, toProblem } from './problem.js';
const FINDINGS = {
    HPE_HEADER_OVERFLOW: { code: 'headers_too_large', detail: 'The headers are too large.' },
    ERR_HTTP_REQUEST_TIMEOUT: {
        code: 'request_timeout',
        detail: 'The request did not arrive in full within its time.',
    },
};
/** Answers an address that Fastify could not read. */
export function handleFrameworkError(error, request, reply) {
    const finding = error.statusCode === 414
        ? { code: 'headers_too_large', detail: 'The address is too long.' }
        : { code: 'malformed_request', detail: 'The address cannot be read.' };
    sendProblem(request, reply, finding);
}
/** Answers what Node's HTTP parser could not read, and closes the connection. */
export function handleClientError(error, socket) {
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
//# sourceMappingURL=client-error.handler.js.map