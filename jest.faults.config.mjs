import base from './jest.config.mjs';

/** The fault suite: `npm run test:faults`. Its rounds start real processes; one file at a time. */
/** @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/test/faults/**/*.fault.ts'],
  globalSetup: '<rootDir>/test/faults/jest/setup.mjs',
  globalTeardown: '<rootDir>/test/faults/jest/teardown.mjs',
  testTimeout: 240_000,
  // Rounds mostly wait; more of them at once would wait for the processor.
  maxConcurrency: 3,
};
