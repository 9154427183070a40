import { inspect } from 'node:util';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Test } from '@nestjs/testing';

import { AppConfig } from '../config/app.config.js';
import * as fake from '../../test/support/fake-v1.js';
import {
  clientFor,
  closed,
  delta,
  silentAfter,
  DONE,
  FINISH,
  request,
  ROLE,
  run,
  stream,
  USAGE,
} from '../../test/support/fake-v1.js';
import { V1Client } from './v1.client.js';
import { V1Module } from './v1.module.js';

let v1: fake.FakeV1;
beforeEach(async () => {
  v1 = await new fake.FakeV1().start();
});
afterEach(() => v1.stop());

describe('a run that ends well', () => {
  it('tells the text and gives the usage', async () => {
    v1.answer = stream(ROLE, delta('echo:'), delta(''), delta(' hello'), FINISH, USAGE, DONE);
    const { pieces, result, error } = await run(clientFor(v1.url));

    expect(error).toBeNull();
    expect(pieces).toEqual(['echo:', ' hello']);
    expect(result?.usage).toEqual({
      prompt_tokens: 10247,
      completion_tokens: 11,
      total_tokens: 10258,
    });
  });

  it('says whether the answer was cut', async () => {
    v1.answer = stream(ROLE, delta('a'), FINISH.replace('"stop"', '"length"'), DONE);
    expect((await run(clientFor(v1.url))).result?.finishReason).toBe('length');
    v1.answer = stream(ROLE, delta('a'), FINISH, DONE);
    expect((await run(clientFor(v1.url))).result?.finishReason).toBe('stop');
  });

  it('may have an empty text and no usage', async () => {
    v1.answer = stream(ROLE, FINISH, DONE);
    expect(await run(clientFor(v1.url))).toMatchObject({ text: '', result: { usage: null } });
  });

  it('does not wait for the end of the connection after [DONE]', async () => {
    v1.answer = silentAfter(ROLE, delta('a'), FINISH, DONE);
    expect(await run(clientFor(v1.url))).toMatchObject({ text: 'a', result: { usage: null } });
    await closed(v1.sockets[0]);
  });

  it('does not look at what comes after [DONE], in the same piece or later', async () => {
    v1.answer = (response) => {
      fake.openStream(response).write(`${ROLE}${delta('a')}${FINISH}${DONE}data: what?\n\n`);
    };
    expect(await run(clientFor(v1.url))).toMatchObject({ text: 'a', error: null });
  });

  it('ignores comments, other fields and events without choices', async () => {
    v1.answer = stream(': hi\n\n', 'retry: x\n\n', ROLE, 'data: {}\n\n', delta('a'), FINISH, DONE);
    expect(await run(clientFor(v1.url))).toMatchObject({ text: 'a', error: null });
  });
});

describe('the text', () => {
  const TEXT = 'aé漢🙂👩‍👩‍👧z';

  it('is exact wherever its bytes are cut', async () => {
    const start = Buffer.from(ROLE + delta('>'));
    const bytes = Buffer.concat([start, Buffer.from(delta(TEXT) + FINISH + DONE)]);
    const client = clientFor(v1.url);
    for (let cut = start.length; cut < bytes.length; cut += 1) {
      let sendRest = (): unknown => undefined;
      v1.answer = (response) => {
        fake.openStream(response).write(bytes.subarray(0, cut));
        sendRest = () => response.end(bytes.subarray(cut));
      };
      // The rest goes out only after the first part was read: else both could be read as one.
      const { text } = await run(client, request(), undefined, (piece) => {
        if (piece === '>') sendRest();
      });
      expect([cut, text]).toEqual([cut, `>${TEXT}`]);
    }
  });

  it('is exact when every byte comes alone', async () => {
    v1.answer = (response) => {
      fake.openStream(response);
      for (const byte of Buffer.from(ROLE + delta(TEXT) + FINISH + DONE)) {
        response.write(Uint8Array.of(byte));
      }
      response.end();
    };
    expect((await run(clientFor(v1.url))).text).toBe(TEXT);
  });

  it('is exact though more streams say something than are read at a time', async () => {
    const STREAMS = 120;
    const words = Array.from({ length: 30 }, (_, i) => `${i} `);
    v1.answer = (response) => {
      fake.openStream(response).write(ROLE);
      const parts = [...words.map(delta), FINISH, DONE];
      const say = (): void => {
        const part = parts.shift();
        if (part === undefined) response.end();
        else response.write(part, () => setImmediate(say));
      };
      say();
    };
    const client = clientFor(v1.url);
    const ran = await Promise.all(Array.from({ length: STREAMS }, () => run(client)));
    expect(new Set(ran.map(({ text, error }) => error ?? text))).toEqual(new Set([words.join('')]));
  });

  it('is whole where V1 is gone by the time that it is read', async () => {
    v1.answer = (response) => {
      const all = ROLE + delta('a') + FINISH + DONE;
      fake.openStream(response).write(all, () => response.socket?.end());
    };
    const client = clientFor(v1.url);
    const ran = await Promise.all(Array.from({ length: 120 }, () => run(client)));
    expect(new Set(ran.map(({ text, error }) => error ?? text))).toEqual(new Set(['a']));
  });

  it('never has more than MAX_RESULT_BYTES, nor half a character', async () => {
    v1.answer = silentAfter(ROLE, delta('ab漢'), delta('漢漢'), delta('c'));
    const { text, error } = await run(clientFor(v1.url, { MAX_RESULT_BYTES: '10' }));

    expect(text).toBe('ab漢漢');
    expect(error).toMatchObject({ code: 'result_too_large', began: 'maybe', retryable: false });
    await closed(v1.sockets[0]);
  });

  it('may have exactly MAX_RESULT_BYTES', async () => {
    v1.answer = stream(ROLE, delta('ab漢'), FINISH, DONE);
    const { text, error } = await run(clientFor(v1.url, { MAX_RESULT_BYTES: '5' }));
    expect([text, error]).toEqual(['ab漢', null]);
  });

  it('is bounded within one event, too', async () => {
    v1.answer = (response) => {
      fake.openStream(response).write('data: "');
      response.write('x'.repeat(200_000));
    };
    const { error } = await run(clientFor(v1.url, { MAX_RESULT_BYTES: '10' }));
    expect(error).toMatchObject({ code: 'result_too_large', retryable: false });
    await closed(v1.sockets[0]);
  });
});

describe('what V1 gets', () => {
  const SENT_BY_HTTP = ['connection', 'content-length', 'host'];
  const sentHeaders = (): string[] =>
    Object.keys(v1.requests[0]?.headers ?? {}).filter((name) => !SENT_BY_HTTP.includes(name));

  it('is the request, our headers, and nothing else', async () => {
    const messages = [{ role: 'user', content: 'hello' }] as const;
    await run(clientFor(`${v1.url}/base/`), request({ messages, sessionKey: 'v2:local:abc' }));

    const [seen] = v1.requests;
    expect(seen).toMatchObject({ method: 'POST', url: '/base/v1/chat/completions' });
    expect(seen?.headers).toMatchObject({
      authorization: `Bearer ${fake.TOKEN}`,
      'content-type': 'application/json',
      'x-openclaw-agent-id': 'main',
      'x-openclaw-session-key': 'v2:local:abc',
    });
    expect(sentHeaders()).toHaveLength(4);
    expect(JSON.parse(seen?.body ?? '')).toEqual({
      model: 'openclaw',
      messages,
      stream: true,
      stream_options: { include_usage: true },
    });
  });

  it('has how the model is to choose its words, where that is said', async () => {
    const sampling = { temperature: 0.5, max_tokens: 10, stop: ['END'] };
    await run(clientFor(v1.url), request({ sampling }));
    expect(JSON.parse(v1.requests[0]?.body ?? '')).toMatchObject({
      model: 'openclaw',
      ...sampling,
    });
  });

  it('has no token and no session where there is none', async () => {
    await run(clientFor(v1.url, { V1_TOKEN: '' }));
    expect(sentHeaders().sort()).toEqual(['content-type', 'x-openclaw-agent-id']);
  });

  it('is sent over a fresh connection, closed after the run', async () => {
    const client = clientFor(v1.url);
    await run(client);
    await run(client);
    expect(v1.sockets).toHaveLength(2);
    await Promise.all(v1.sockets.map(closed));
  });
});

describe('no connection', () => {
  const unavailable = { code: 'v1_unavailable', began: 'no', retryable: true, v1Status: null };

  it('when nothing listens', async () => {
    const { url } = v1;
    await v1.stop();
    const { error } = await run(clientFor(url));
    expect(error).toMatchObject(unavailable);
    expect(error?.message).toContain(`Nothing listens at ${url}`);
    expect(error).toHaveProperty('cause.code', 'ECONNREFUSED');
    await v1.start();
  });

  it('when the other side does not speak TLS', async () => {
    const { error } = await run(clientFor(v1.url.replace('http:', 'https:')));
    expect(error).toMatchObject(unavailable);
    expect(v1.requests).toHaveLength(0);
  });
});

describe('the token', () => {
  const echo = `your token ${fake.TOKEN}${'x'.repeat(2_000)}`;
  it.each<[string, fake.Answer]>([
    ['an answer', fake.refusal(400, echo, 'invalid_request_error')],
    ['the cut of a long one', fake.refusal(500, 'y'.repeat(995) + echo.slice(11), 'api_error')],
    ['the stream', stream(ROLE, fake.errorEvent(echo, 'api_error'), DONE)],
    ['an unreadable event', stream(ROLE, `data: ${echo}\n\n`)],
  ])('is in no error, though V1 repeats it in %s', async (_where, answer) => {
    v1.answer = answer;
    const { error } = await run(clientFor(v1.url));
    expect(error).not.toBeNull();
    expect(inspect(error, { depth: 9 })).not.toContain(fake.TOKEN.slice(0, 5));
    expect(error?.message.length).toBeLessThan(1_200);
  });
});

describe('the module', () => {
  it('gives the client', async () => {
    const module = await Test.createTestingModule({ imports: [V1Module] })
      .useMocker((token) => (token === AppConfig ? new AppConfig(() => undefined) : undefined))
      .compile();
    expect(module.get(V1Client).simulated).toBe(false);
  });
});
