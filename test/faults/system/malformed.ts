type Random = () => number;

const METHODS = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'PATCH',
  'HEAD',
  'OPTIONS',
  'TRACE',
  'GE T',
  '',
  'get',
];
const PATHS = [
  ...['/', '/tasks', '/tasks/x', '/tasks/%', '/tasks/%00', '/tasks?limit=0', '//', '/..'],
  ...['/tasks/cancel', '/tasks/retry', '/tasks?before=x', '/tasks?status=x', '/events?status=x'],
  ...['/v1/responses', '/v1/responses/resp_x', '/v1/chat/completions', '/v1/models/%zz', '/v1/x'],
  ...['/health/ready', '/metrics', '/docs-json', '/console/..', '/console/%00'],
];
const IDS = ['01900000-0000-7000-8000-000000000001', 'null', '-1', '%F0%9F%98%80', '*'];
const TAILS = [
  '',
  '/cancel',
  '/retry',
  '/attempts',
  '/events',
  '?wait=99999',
  '?after=x',
  '?wait=a',
];
const TYPES = ['application/json', 'text/plain', 'application/json; charset=utf-16', 'a/b;', ''];
const FIELDS = ['content', 'messages', 'retry', 'run_at', 'delay_ms', 'priority', 'metadata', 'x'];
const VALUES = [
  ...[
    'null',
    '1e999',
    '-1',
    '""',
    '[]',
    '{}',
    '[null]',
    '"\\u0000"',
    '{"a":1}',
    '"always"',
    'true',
  ],
  ...[
    '"9999-99-99T99:99:99Z"',
    '[{"role":"user"}]',
    '[{"role":"user","content":{}}]',
    '0.5',
    'NaN',
  ],
];
const HEADERS = [
  ...['Idempotency-Key: ', 'Idempotency-Key: \u00e9', 'Prefer: wait=x', 'Prefer: wait=1e9'],
  ...['Accept: ', 'Accept: image/png', 'Accept-Language: \u0000', 'If-None-Match: *', 'X'],
  ...['Last-Event-ID: x', 'traceparent: 00-0-0-0', 'Transfer-Encoding: chunked', 'Expect: 9'],
  ...['Content-Length: -1', 'Content-Length: 9999', 'Origin: null', 'Upgrade: websocket', ': y'],
];

const oneOf = <T>(random: Random, items: readonly T[]): T =>
  items[Math.floor(random() * items.length)] as T;

/** A request that nobody would send, as the bytes that go over the wire. */
export function malformedRequest(random: Random): Buffer {
  const bytes = random() < 0.05 ? noise(random) : request(random);
  // Some are cut off, and in some a byte is another.
  if (random() < 0.1) return bytes.subarray(0, Math.floor(random() * bytes.length));
  if (random() < 0.2 && bytes.length > 0) {
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  }
  return bytes;
}

const noise = (random: Random): Buffer =>
  Buffer.from(Array.from({ length: 1 + Math.floor(random() * 300) }, () => random() * 256));

function request(random: Random): Buffer {
  const body = bodyOf(random);
  const host = random() < 0.95 ? 'localhost' : oneOf(random, ['', 'evil.example', 'a b', '[::']);
  const headers = Array.from({ length: Math.floor(random() * 3) }, () => oneOf(random, HEADERS));
  const lines = [
    `${oneOf(random, METHODS)} ${pathOf(random)} HTTP/${random() < 0.97 ? '1.1' : '9.9'}`,
    `Host: ${host}`,
    'Connection: close',
    `Content-Type: ${random() < 0.7 ? 'application/json' : oneOf(random, TYPES)}`,
    `Content-Length: ${body.length}`,
    ...headers,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body]);
}

function pathOf(random: Random): string {
  if (random() < 0.5) return oneOf(random, PATHS);
  if (random() < 0.1) return `/${'a'.repeat(Math.floor(random() * 20_000))}`;
  return `/tasks/${oneOf(random, IDS)}${oneOf(random, TAILS)}`;
}

function bodyOf(random: Random): Buffer {
  if (random() < 0.2) return noise(random);
  const fields = Array.from(
    { length: Math.floor(random() * 4) },
    () => `"${oneOf(random, FIELDS)}":${oneOf(random, VALUES)}`,
  );
  return Buffer.from(`{${fields.join(',')}}`);
}
