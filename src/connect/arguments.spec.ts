import { describe, expect, it } from '@jest/globals';
import { readArguments, UsageError } from './arguments.js';

const NOTHING = { help: false, yes: false, call: true, agent: null, profile: null, url: null };

describe('readArguments', () => {
  it.each([
    [[], {}],
    [['--yes', '--no-call'], { yes: true, call: false }],
    [['-y', '--agent', 'research'], { yes: true, agent: 'research' }],
    [['--profile=rescue'], { profile: 'rescue' }],
    [['--help'], { help: true }],
    [['--url', 'http://host:1/'], { url: 'http://host:1' }],
    [['--url', 'https://host/openclaw//?x=1'], { url: 'https://host/openclaw' }],
    [['--url', 'wss://host:2'], { url: 'https://host:2' }],
  ])('understands %j', (args, options) => {
    expect(readArguments(args)).toEqual({ ...NOTHING, ...options });
  });

  it.each([
    [['--token', 's3cret'], /option --token is not known/],
    [['s3cret'], /cannot be understood/],
    [['--url'], /option --url .* lacks its value/],
    [['--url', 'ftp://s3cret'], /http:\/\/ or https:\/\//],
    [['--url', 'http://me:s3cret@host'], /no user and password/],
    [['--profile', '../s3cret'], /--profile takes/],
    [['--profile', 'a', '--url', 'http://host'], /exclude each other/],
  ])('refuses %j without repeating it', (args, words) => {
    const refused = catching(() => readArguments(args));
    expect(refused).toBeInstanceOf(UsageError);
    expect(refused).toMatchObject({ code: 'usage', message: expect.stringMatching(words) });
    expect(String(refused)).not.toContain('s3cret');
  });
});

function catching(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}
