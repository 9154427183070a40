import base from './jest.config.mjs';

/** Against a real OpenClaw: `npm run test:v1`. One file at a time: each starts an OpenClaw of its own. */
/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/test/v1/**/*.accept.ts'],
  testTimeout: 120_000,
  // It is an acceptance: what was accepted is to be seen.
  verbose: true,
};
