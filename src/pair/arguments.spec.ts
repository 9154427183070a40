import { describe, expect, it } from '@jest/globals';
import { readArguments, UsageError } from './arguments.js';

describe('readArguments', () => {
  it.each([
    [[], { help: false, waitMs: 600_000 }],
    [['--wait', '0'], { help: false, waitMs: 0 }],
    [['--wait=30'], { help: false, waitMs: 30_000 }],
    [['-h'], { help: true, waitMs: 600_000 }],
  ])('understands %j', (args, options) => {
    expect(readArguments(args)).toEqual(options);
  });

  it.each([
    [['--token', 's3cret']],
    [['s3cret']],
    [['--wait']],
    [['--wait', 's3cret']],
    [['--wait', '-1']],
  ])('refuses %j without repeating it', (args) => {
    let refused: unknown;
    try {
      readArguments(args);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(UsageError);
    expect(String(refused)).not.toContain('s3cret');
  });
});
