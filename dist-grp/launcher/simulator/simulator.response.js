const LINGER_MS = 2_000;
export const JSON_TYPE = 'application/json; charset=utf-8';
export function sendJson(res, status, body) {
    // Not writeHead(): after it, end() would no longer tell the length.
    res.statusCode = status;
    res.setHeader('Content-Type', JSON_TYPE).end(JSON.stringify(body));
}
export function sendText(res, status, text) {
    res.statusCode = status;
    res.setHeader('Content-Type', 'text/plain; charset=utf-8').end(text);
}
/** Answers with an error of V1, in place of a run. */
export function refuse(req, res, error) {
    if (error.retryAfter !== undefined)
        res.setHeader('Retry-After', error.retryAfter);
    if (error.status !== 413 || req.complete) {
        sendJson(res, error.status, error.body);
        return;
    }
    // Node closes the socket once the answer has ended, and a socket closed with bytes unread resets
    // the connection: the client could lose the answer. So it is ended when the client stops sending.
    const body = JSON.stringify(error.body);
    const headers = { Connection: 'close', 'Content-Length': Buffer.byteLength(body) };
    res.writeHead(413, { 'Content-Type': JSON_TYPE, ...headers }).write(body);
    const timer = setTimeout(() => req.destroy(), LINGER_MS);
    req.resume().once('close', () => {
        clearTimeout(timer);
        res.end();
    });
}
//# sourceMappingURL=simulator.response.js.map