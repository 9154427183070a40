/**
 * Submitting, bare: one Fastify route that validates by JSON schema, keeps the task in a hash and puts it
 * on a BullMQ queue, both awaited together. Logs one line for each task, as the project does.
 */
import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import Fastify from 'fastify';
import { Redis } from 'ioredis';

interface Submit {
  content: string;
  priority?: number;
  session_key?: string;
  metadata?: Record<string, string>;
}

const body = {
  type: 'object',
  required: ['content'],
  additionalProperties: false,
  properties: {
    content: { type: 'string', minLength: 1, maxLength: 1_048_576 },
    priority: { type: 'integer', minimum: 0, maximum: 9, default: 5 },
    session_key: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$' },
    metadata: { type: 'object', maxProperties: 16, additionalProperties: { type: 'string' } },
  },
};
const accepted = {
  type: 'object',
  properties: { task_id: { type: 'string' }, status: { type: 'string' } },
};

const connection = new Redis(process.env.REDIS_URL ?? '', { maxRetriesPerRequest: null });
const queue = new Queue('bare', { connection });
const app = Fastify({ logger: { level: 'info' }, disableRequestLogging: true });

app.post<{ Body: Submit }>(
  '/tasks',
  { schema: { body, response: { 202: accepted } } },
  async (request, reply) => {
    const id = randomUUID();
    const { content, priority = 5 } = request.body;
    const created = String(Date.now());
    await Promise.all([
      connection.hset(`bare:${id}`, { id, status: 'pending', content, priority, created }),
      queue.add('run', { id }, { jobId: id, priority: 10 - priority }),
    ]);
    request.log.info({ task_id: id }, 'Task accepted');
    return reply
      .code(202)
      .header('location', `/tasks/${id}`)
      .send({ task_id: id, status: 'pending' });
  },
);

const readyAt = await app.listen({ port: 0, host: '127.0.0.1' });
process.on('disconnect', () => process.exit());
process.send?.({ readyAt });
