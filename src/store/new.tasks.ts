import DataLoader from 'dataloader';
import type { Keys } from '../redis/keys.js';
import { OWED_GRACE_MS } from '../tasks/owed.js';
import type { TaskSettings } from '../tasks/task.settings.js';
import type { Created, TaskDraft } from '../tasks/task.store.js';
import { LIVE_LENGTH } from './live.list.js';
import { answerOf } from './redis.answers.js';
import type { WithScripts } from './scripts.js';
import { encode } from './task.codec.js';

/** How many tasks one script call stores: while Redis is busy with some, we can be with the next. */
const BATCH = 16;

/** What the script `create` answers for a task. */
type Answer = [type: Created['type'] | 'unsound', id?: string];

/**
 * Stores new tasks, those of one turn of the event loop with one script: under load that is a fraction of the
 * cost for each, in Redis and here. Each has its own answer; should the script fail, it has for all of them, which are
 * stored and owed then, or not at all.
 */
export class NewTasks {
  private readonly batches = new DataLoader(
    (drafts: readonly TaskDraft[]) => this.storeAll(drafts),
    { cache: false, maxBatchSize: BATCH, batchScheduleFn: setImmediate },
  );

  constructor(
    private readonly redis: WithScripts,
    private readonly keys: Keys,
    private readonly settings: TaskSettings,
  ) {}

  /** @throws StoreUnavailableError */
  store(draft: TaskDraft): Promise<Created> {
    return this.batches.load(draft);
  }

  private async storeAll(drafts: readonly TaskDraft[]): Promise<(Created | Error)[]> {
    const { keys, settings } = this;
    const ofTasks = drafts.flatMap(({ id, client, idempotencyKey }) => [
      keys.task(id),
      idempotencyKey === null ? keys.task(id) : keys.idempotency(client, idempotencyKey),
    ]);
    const answers = this.redis.task_create(
      5 + ofTasks.length,
      keys.all(),
      keys.ofStatus('pending'),
      keys.due('owed'),
      keys.live(),
      keys.entered(),
      ...ofTasks,
      settings.idempotencyTtlMs,
      settings.maxQueueDepth,
      OWED_GRACE_MS,
      LIVE_LENGTH,
      keys.liveDoorbell(),
      ...drafts.flatMap(argumentsOf),
    );
    this.redis.flush();
    return ((await answerOf(answers)) as Answer[]).map(createdOf);
  }
}

function createdOf([type, id = '']: Answer): Created | Error {
  if (type === 'unsound') return new Error('The times of a new task are no numbers');
  return type === 'created' || type === 'full' ? { type } : { type, id };
}

/** What the script is told of a task: as many of its values as are not the least of their kind. */
function argumentsOf({ runInMs, requestHash, ...draft }: TaskDraft): (string | number)[] {
  const { set } = encode({
    ...draft,
    status: 'pending',
    version: 1,
    delivery: 1,
    attempt: 0,
    attemptsGranted: draft.maxAttempts,
    owedWaitMs: OWED_GRACE_MS,
  });
  const hash = draft.idempotencyKey === null ? '' : (requestHash ?? '');
  const times = [runInMs ?? 0, runInMs === null ? 0 : 1, draft.expiresInMs];
  return [draft.id, hash, ...times, set.length, ...set];
}
