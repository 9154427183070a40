/**
 * Running, bare: a BullMQ worker that makes one streaming fetch for each job and returns what was said,
 * which BullMQ keeps with the job. Logs one line for each job; the project logs two for each run.
 */
import { Worker } from 'bullmq';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { Redis } from 'ioredis';
import { pino } from 'pino';

interface Chunk {
  choices: { delta: { content?: string } }[];
}

const { REDIS_URL = '', V1_URL = '', V1_TOKEN = '', CONCURRENCY = '100' } = process.env;
const log = pino();

async function ask(content: string): Promise<string> {
  const response = await fetch(`${V1_URL}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${V1_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'openclaw',
      messages: [{ role: 'user', content }],
      stream: true,
      stream_options: { include_usage: true },
    }),
  });
  if (!response.ok || !response.body) throw new Error(`V1 answered ${response.status}`);
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  let said = '';
  for await (const { data } of events) {
    if (data === '[DONE]') break;
    said += (JSON.parse(data) as Chunk).choices[0]?.delta.content ?? '';
  }
  return said;
}

const worker = new Worker<{ content: string }, string>('bare', (job) => ask(job.data.content), {
  connection: new Redis(REDIS_URL, { maxRetriesPerRequest: null }),
  concurrency: Number(CONCURRENCY),
});
worker.on('completed', ({ id }) => {
  log.info({ task_id: id }, 'Run ended');
});
worker.on('error', (error) => {
  log.error(error);
});

await worker.waitUntilReady();
process.on('disconnect', () => process.exit());
process.send?.({ readyAt: 'queue' });
