import { describe, expect, it } from '@jest/globals';
import OpenAI from 'openai';
import { GatewayApp } from './support/gateway-app.js';
import { OpenAiSystem, refusalOf } from './support/openai-system.js';
import { testEnv } from './support/test-redis.js';

const system = new OpenAiSystem();
const model = 'openclaw';
const taskIdOf = (responseId: string): string => responseId.replace(/^resp_/, '');

describe('a response in the background', () => {
  it('is answered at once, ends by itself, and is the task under /tasks', async () => {
    const openai = system.client();
    const created = await openai.responses.create({
      model: 'openclaw/research',
      input: 'report [tokens 3]',
      background: true,
      instructions: 'Be brief.',
      metadata: { order: '7' },
      temperature: 0.5,
      max_output_tokens: 100,
    });
    expect(created).toMatchObject({ object: 'response', status: 'queued', background: true });
    const id = taskIdOf(created.id);
    await system.gateway.status(id, 'completed');
    const ended = await openai.responses.retrieve(created.id);
    expect(ended).toMatchObject({
      id: created.id,
      status: 'completed',
      output_text: 'word1 word2 word3',
      output: [{ type: 'message', id: `msg_${id}`, status: 'completed' }],
      instructions: 'Be brief.',
      metadata: { order: '7' },
      model: 'openclaw/research',
      temperature: 0.5,
      max_output_tokens: 100,
      previous_response_id: null,
      error: null,
    });
    expect(ended.usage?.output_tokens).toBe(3);
    expect(await system.gateway.task(id)).toMatchObject({
      status: 'completed',
      agent_id: 'research',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'report [tokens 3]' },
      ],
      sampling: { temperature: 0.5, max_tokens: 100 },
      retry: 'safe',
      result: 'word1 word2 word3',
    });
  });

  it('shows what it has said so far', async () => {
    const openai = system.client();
    const prompt = 'so far [say half] [hang]';
    const { id } = await openai.responses.create({ model, input: prompt, background: true });
    await system.gateway.until(taskIdOf(id), 'half', ({ result }) => result === 'half');
    expect(await openai.responses.retrieve(id)).toMatchObject({
      status: 'in_progress',
      output_text: 'half',
      output: [{ status: 'in_progress' }],
    });
    await openai.responses.cancel(id);
  });

  it('is cancelled, V1 stops, and cancelling once more changes nothing', async () => {
    const openai = system.client();
    const prompt = 'to be cancelled [hang]';
    const { id } = await openai.responses.create({ model, input: prompt, background: true });
    await system.run(prompt, ({ state }) => state === 'running');
    expect((await openai.responses.cancel(id)).status).toBe('cancelled');
    await system.run(prompt, ({ state }) => state === 'aborted');
    expect((await openai.responses.cancel(id)).status).toBe('cancelled');
  });

  it('that has ended stays as it is when it is cancelled, and is gone once deleted', async () => {
    const openai = system.client();
    const { id } = await openai.responses.create({ model, input: 'short [say x]' });
    expect(await openai.responses.cancel(id)).toMatchObject({ status: 'completed' });
    await openai.responses.delete(id);
    expect(await refusalOf(openai.responses.retrieve(id))).toBeInstanceOf(OpenAI.NotFoundError);
  });

  it('that runs cannot be deleted', async () => {
    const openai = system.client();
    const { id } = await openai.responses.create({ model, input: 'x [hang]', background: true });
    const refusal = await refusalOf(openai.responses.delete(id));
    expect(refusal).toBeInstanceOf(OpenAI.ConflictError);
    expect(refusal).toMatchObject({ code: 'task_conflict', status: 409 });
    await openai.responses.cancel(id);
  });

  it('is any task: one that was submitted as a task, too', async () => {
    const id = await system.gateway.submit({ content: 'of another kind [say there]' });
    await system.gateway.status(id, 'completed');
    expect(await system.client().responses.retrieve(`resp_${id}`)).toMatchObject({
      status: 'completed',
      output_text: 'there',
      instructions: null,
    });
  });
});

describe('a response that is waited for', () => {
  it('is cancelled when its caller leaves, and V1 stops', async () => {
    const caller = new AbortController();
    const prompt = 'nobody waits [hang]';
    const { signal } = caller;
    const call = system.client().responses.create({ model, input: prompt }, { signal });
    await system.run(prompt, ({ state }) => state === 'running');
    caller.abort();
    expect(await refusalOf(call)).toBeInstanceOf(OpenAI.APIUserAbortError);
    await system.run(prompt, ({ state }) => state === 'aborted');
  });

  it('is cancelled when the client waits no longer', async () => {
    const prompt = 'too slow [hang]';
    const call = system.client().responses.create({ model, input: prompt }, { timeout: 5_000 });
    expect(await refusalOf(call)).toBeInstanceOf(OpenAI.APIConnectionError);
    await system.run(prompt, ({ state }) => state === 'aborted');
  });

  it('goes on when the gateway stops, and its caller is told where to find it', async () => {
    const stopping = await GatewayApp.open(system.env);
    const prompt = 'outlives the gateway [hang]';
    const openai = system.client({ maxRetries: 2 }, stopping);
    const call = openai.responses.create({ model, input: prompt });
    const refusal = refusalOf(call);
    await system.run(prompt, ({ state }) => state === 'running');
    await stopping.close();
    const error = (await refusal) as InstanceType<typeof OpenAI.InternalServerError>;
    expect(error).toMatchObject({ status: 503, code: 'gateway_stopping' });
    const [, id = ''] = /(resp_[0-9a-f-]+)/.exec(error.message) ?? [];
    expect(await system.client().responses.retrieve(id)).toMatchObject({ status: 'in_progress' });
    // Not one more, though the client was allowed two: it was told not to.
    expect(system.v1.runs.filter((run) => run.prompt === prompt)).toHaveLength(1);
    await system.client().responses.cancel(id);
  });

  it('goes on when its caller leaves, where it has an Idempotency-Key, which finds it again', async () => {
    const openai = system.client();
    const prompt = 'under a key [say once] [sleep 1s]';
    const headers = { 'idempotency-key': 'a-key' };
    const create = (signal?: AbortSignal) =>
      openai.responses.create({ model, input: prompt }, { headers, ...(signal && { signal }) });
    const leaver = new AbortController();
    const first = refusalOf(create(leaver.signal));
    await system.run(prompt, ({ state }) => state === 'running');
    leaver.abort();
    await first;
    const [one, again] = [await create(), await create()];
    expect(one).toMatchObject({ status: 'completed', output_text: 'once' });
    expect(again.id).toBe(one.id);
    expect(system.v1.runs.filter((run) => run.prompt === prompt)).toHaveLength(1);
    const other = openai.responses.create({ model, input: 'another' }, { headers });
    expect(await refusalOf(other)).toBeInstanceOf(OpenAI.UnprocessableEntityError);
  });

  it('that somebody else cancels is answered as it is', async () => {
    const prompt = 'cancelled by another [say a] [hang]';
    const ended = Promise.resolve(system.client().responses.create({ model, input: prompt }));
    const id = await newestTask(prompt);
    await system.gateway.until(id, 'a', ({ result }) => result === 'a');
    await system.gateway.http.post(`/tasks/${id}/cancel`);
    expect(await ended).toMatchObject({ status: 'cancelled', output_text: 'a' });
  });
});

/** The id of the newest task, that of a call which is not answered yet, once it runs. */
async function newestTask(prompt: string): Promise<string> {
  await system.run(prompt);
  const { body } = await system.gateway.http.get('/tasks?limit=1');
  return (body as { data: { task_id: string }[] }).data[0]?.task_id ?? '';
}

/** Deprecated by OpenAI, and what V1 knows a session by. */
const ofUser = (user: string): object => ({ user });

describe('a conversation', () => {
  it('goes on in the same session of the same agent', async () => {
    const openai = system.client();
    const first = await openai.responses.create({ model: 'openclaw/research', input: 'one' });
    const second = await openai.responses.create({
      model,
      input: 'two',
      previous_response_id: first.id,
    });
    const apart = await openai.responses.create({ model: 'openclaw/research', input: 'three' });
    const [one, two, three] = await Promise.all(['one', 'two', 'three'].map((p) => system.run(p)));
    expect(one?.sessionKey).toMatch(/^v2:local:/);
    expect(two?.sessionKey).toBe(one?.sessionKey);
    expect(two?.agent).toBe('research');
    expect(three?.sessionKey).not.toBe(one?.sessionKey);
    expect(second.previous_response_id).toBe(first.id);
    expect(apart.previous_response_id).toBeNull();
  });

  it('is shared by a user, with tasks of that session too', async () => {
    const openai = system.client();
    await openai.responses.create({ model, input: 'from ada', ...ofUser('ada') });
    await openai.responses.create({ model, input: 'from a mail', ...ofUser('ada@example.com') });
    await openai.responses.create({
      model,
      input: 'from a mail again',
      ...ofUser('ada@example.com'),
    });
    await system.gateway.submit({ content: 'from a task', session_key: 'ada' });
    const [ada, mail, again, task] = await Promise.all(
      ['from ada', 'from a mail', 'from a mail again', 'from a task'].map((p) => system.run(p)),
    );
    expect(task?.sessionKey).toBe(ada?.sessionKey);
    expect(again?.sessionKey).toBe(mail?.sessionKey);
    expect(mail?.sessionKey).not.toBe(ada?.sessionKey);
  });

  it('cannot go on from what did not end, from another agent, or from nothing', async () => {
    const openai = system.client();
    const running = await openai.responses.create({ model, input: 'x [hang]', background: true });
    const done = await openai.responses.create({ model, input: 'done [say x]' });
    const unknown = 'resp_01934f6e-5b1a-7c3e-9a52-0d6a8f1b2c3d';
    const of = (previous_response_id: string, agent = model) =>
      refusalOf(openai.responses.create({ model: agent, input: 'y', previous_response_id }));
    const param = 'previous_response_id';
    expect(await of(running.id)).toMatchObject({ status: 400, param });
    expect(await of(unknown)).toMatchObject({ status: 400, param });
    expect(await of('7')).toMatchObject({ status: 400, param });
    expect(await of(done.id, 'openclaw/research')).toMatchObject({ status: 400, param: 'model' });
    const next = { model, input: 'y', previous_response_id: done.id };
    const naming = (headers: Record<string, string>) =>
      refusalOf(openai.responses.create(next, { headers }));
    const agent = await naming({ 'x-openclaw-agent-id': 'research' });
    expect(agent).toMatchObject({ status: 400, param: 'model' });
    expect(await naming({ 'x-openclaw-session-key': 's' })).toMatchObject({ status: 400, param });
    await openai.responses.cancel(running.id);
  });

  it('of another client is not to be gone on with: it would have no memory', async () => {
    const keys = { API_KEYS: 'ada:the-secret-of-ada,bob:the-secret-of-bob' };
    const gateway = await GatewayApp.open({ ...testEnv(), ...system.env, ...keys });
    try {
      const ada = system.client({ apiKey: 'the-secret-of-ada' }, gateway);
      const bob = system.client({ apiKey: 'the-secret-of-bob' }, gateway);
      const first = await ada.responses.create({ model, input: 'of ada [say x]' });
      const next = { model, input: 'next', previous_response_id: first.id };
      expect(await ada.responses.create(next)).toMatchObject({ status: 'completed' });
      expect(await refusalOf(bob.responses.create(next))).toMatchObject({ status: 400 });
    } finally {
      await gateway.close();
    }
  });

  it('under one key is not one with what the same key made before', async () => {
    const openai = system.client();
    const headers = { 'idempotency-key': 'every-day' };
    const today = await openai.responses.create({ model, input: 'daily [say a]' }, { headers });
    await openai.responses.delete(today.id);
    const later = await openai.responses.create({ model, input: 'daily [say a]' }, { headers });
    const [before, after] = system.v1.runs.filter(({ prompt }) => prompt === 'daily [say a]');
    expect(later.id).not.toBe(today.id);
    expect(after?.sessionKey).not.toBe(before?.sessionKey);
  });

  it('takes its own answers back as input, an empty one too', async () => {
    const openai = system.client();
    const empty = await openai.responses.create({ model, input: 'nothing [empty]' });
    await openai.responses.create({
      model,
      input: [
        ...(empty.output as OpenAI.Responses.ResponseInputItem[]),
        { role: 'user', content: 'and now?' },
      ],
    });
    const first = await openai.responses.create({ model, input: 'begin [say well]' });
    const second = await openai.responses.create({
      model,
      input: [
        { role: 'developer', content: 'Be kind.' },
        { role: 'user', content: [{ type: 'input_text', text: 'begin' }] },
        ...(first.output as OpenAI.Responses.ResponseInputItem[]),
        { type: 'message', role: 'user', content: 'and on' },
      ],
    });
    expect(await system.gateway.task(taskIdOf(second.id))).toMatchObject({
      messages: [
        { role: 'system', content: 'Be kind.' },
        { role: 'user', content: 'begin' },
        { role: 'assistant', content: 'well' },
        { role: 'user', content: 'and on' },
      ],
    });
  });
});
