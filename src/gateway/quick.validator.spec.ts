import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import fc from 'fast-check';
import { CreateTaskDto } from '../tasks/create-task.dto.js';
import { CreateChatCompletionDto } from './openai/create-chat-completion.dto.js';
import { CreateResponseDto } from './openai/create-response.dto.js';
import { quickValidator } from './quick.validator.js';
import { ListTasksQueryDto } from './task-queries.dto.js';

const OPTIONS = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  validationError: { target: false, value: false },
};

/** Names that the classes have, with values that suit some of them. */
const NAMES = [
  ...['content', 'messages', 'agent_id', 'session_key', 'model', 'priority', 'run_at', 'delay_ms'],
  ...['expires_in_ms', 'timeout_ms', 'retry', 'max_attempts', 'sampling', 'metadata', 'input'],
  ...['stream', 'temperature', 'status', 'limit', 'cursor', 'constructor', 'unknown'],
];
const VALUES = [
  ...['hello', ' ', '', 'main', 'openclaw', 'openclaw/main', 'safe', 'always', 'failed', '5'],
  ...['2030-01-31T08:00:00Z', 0, 1, 5, -1, 1.5, 1e12, NaN, true, false, null, undefined],
  ...[[], {}, { a: 'b' }, { a: 1 }, [{ role: 'user', content: 'x' }], [{ role: 'nobody' }]],
  ...[{ temperature: 1 }, { temperature: 3 }],
];
const fields = fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES), { maxKeys: 3 });

const MESSAGES = [{ role: 'user', content: 'hello' }];

describe('the quick validator', () => {
  it.each<[new () => object, object, boolean]>([
    [CreateTaskDto, { content: 'hello' }, true],
    [CreateResponseDto, { model: 'openclaw', input: 'hello' }, false],
    [CreateChatCompletionDto, { model: 'openclaw', messages: MESSAGES }, false],
    [ListTasksQueryDto, {}, true],
  ])('says of %p, with %j and more, what class-validator says', async (dto, whole, isPlain) => {
    let [valid, invalid, quick] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(fields, async (more) => {
        const object = plainToInstance(dto, { ...whole, ...more });
        const expected = await validate(object, OPTIONS);
        if (expected.length === 0) valid++;
        else invalid++;
        const answer = quickValidator.validate(object, OPTIONS);
        if (!(answer instanceof Promise)) quick++;
        expect(await answer).toEqual(expected);
      }),
      { numRuns: 2_000 },
    );
    // It was asked about both kinds, and knew many of them by itself where nothing is nested.
    expect(Math.min(valid, invalid)).toBeGreaterThan(20);
    expect(quick > 20).toBe(isPlain);
  });

  it('says itself that a plain task is one, and leaves the rest to class-validator', () => {
    const of = (plain: object) =>
      quickValidator.validate(plainToInstance(CreateTaskDto, plain), OPTIONS);
    expect(of({ content: 'hello', priority: 3, metadata: { a: 'b' } })).toEqual([]);
    expect(of({ content: ' ' })).toBeInstanceOf(Promise);
    expect(of({ content: 'hello', sampling: {} })).toBeInstanceOf(Promise);
  });

  it('refuses an object of a class without rules', async () => {
    expect(await quickValidator.validate({}, OPTIONS)).toHaveLength(1);
  });
});
