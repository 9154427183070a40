/** How each field of a task stands in the record's hash; what is null, false or the least of its kind does not. */
const FIELDS = {
    id: 'text',
    client: 'text',
    status: 'text',
    version: 'number',
    delivery: 'number',
    outputNumber: 'ordinal',
    progressCount: 'count',
    attempt: 'number',
    maxAttempts: 'number',
    attemptsGranted: 'number',
    backoffs: 'count',
    owedWaitMs: 'number',
    content: 'text',
    messages: 'json',
    agentId: 'text',
    sessionKey: 'text',
    model: 'text',
    priority: 'number',
    retry: 'text',
    timeoutMs: 'number',
    expiresInMs: 'number',
    metadata: 'json',
    sampling: 'json',
    annotations: 'json',
    token: 'text',
    worker: 'text',
    rejoinable: 'boolean',
    rejoins: 'count',
    error: 'json',
    lastRefusal: 'json',
    usage: 'json',
    finishReason: 'text',
    simulated: 'boolean',
    idempotencyKey: 'text',
    traceparent: 'text',
    createdAt: 'number',
    updatedAt: 'number',
    startedAt: 'number',
    finishedAt: 'number',
    cancelRequestedAt: 'number',
    runAt: 'number',
    nextAttemptAt: 'number',
    expiresAt: 'number',
};
/** What a field is that does not stand in the record. */
const NOTHING = {
    text: null,
    number: null,
    json: null,
    count: 0,
    ordinal: 1,
    boolean: false,
};
const NAMES = Object.keys(FIELDS);
/** The fields of a summary, `id` first. */
const NOT_IN_SUMMARIES = new Set(['content', 'messages', 'annotations']);
export const SUMMARY_FIELDS = NAMES.filter((name) => !NOT_IN_SUMMARIES.has(name));
export function encode(fields) {
    const set = [];
    const clear = [];
    for (const name of NAMES) {
        const value = fields[name];
        if (value === undefined)
            continue;
        if (isNothing(FIELDS[name], value))
            clear.push(name);
        else
            set.push(name, encodeValue(FIELDS[name], value));
    }
    return { set, clear };
}
/** Reads a record as HGETALL answers it inside a script: name, value, name, value, … */
export function decode(pairs) {
    const record = new Map();
    for (let i = 0; i < pairs.length; i += 2)
        record.set(pairs[i] ?? '', pairs[i + 1] ?? '');
    return decodeFields(NAMES, (name) => record.get(name));
}
/** Reads the values of {@link SUMMARY_FIELDS}, in that order. */
export function decodeSummary(values) {
    const record = new Map(SUMMARY_FIELDS.map((name, i) => [name, values[i] ?? undefined]));
    return decodeFields(SUMMARY_FIELDS, (name) => record.get(name));
}
const decodeFields = (names, textOf) => Object.fromEntries(names.map((name) => [name, decodeValue(FIELDS[name], textOf(name))]));
const isNothing = (type, value) => value === null || value === NOTHING[type];
function encodeValue(type, value) {
    if (type === 'json')
        return JSON.stringify(value);
    return type === 'boolean' ? '1' : String(value);
}
function decodeValue(type, text) {
    if (text === undefined)
        return NOTHING[type];
    if (type === 'json')
        return JSON.parse(text);
    if (type === 'number' || type === 'count' || type === 'ordinal')
        return Number(text);
    if (type === 'boolean')
        return text === '1';
    return text;
}
//# sourceMappingURL=task.codec.js.map