import { createHash } from 'node:crypto';
/**
 * Digest of a request by its values: the same whatever the order of its fields and the white space
 * it was written with.
 */
export const requestHash = (request) => createHash('sha256').update(JSON.stringify(request, sorted)).digest('base64url');
/** A replacer that writes the fields of objects in the order of their names. */
const sorted = (_, value) => typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value)
        .filter(([, each]) => each !== undefined && each !== null)
        .sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
//# sourceMappingURL=request-hash.js.map