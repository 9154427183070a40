/** What the store holds of a task, as far as its life depends on it, in the plainest form. */
export interface ModelTask {
  status: 'pending' | 'running' | 'completed' | 'failed' | 'cancelled';
  readonly retry: 'safe' | 'always';
  readonly key: string | null;
  version: number;
  delivery: number;
  outputNumber: number;
  attempt: number;
  maxAttempts: number;
  output: string;
  /** Of the run that holds it, or held it last. */
  token: string | null;
  leaseAlive: boolean;
  /** Whether its run, should it lose its worker, goes on. */
  rejoinable: boolean;
  rejoins: number;
  cancelAsked: boolean;
  /** Whether its time in pending is over. */
  overdue: boolean;
  /** Whether its time as a finished task is over. */
  outlived: boolean;
  error: string | null;
  /** How the runs that ended went. */
  attempts: string[];
}

export interface Claim {
  readonly delivery: number;
  readonly token: string;
}

/** How a run ends: well, refused for good, refused for now, nobody knows, or it goes on without its worker. */
export type End =
  'completed' | 'v1_refused' | 'v1_unavailable' | 'outcome_unknown' | 'worker_stopped';

export type Outcome = 'changed' | 'already' | 'removed' | 'refused' | 'missing';

export const GRANTED = 2;

const TERMINAL = ['completed', 'failed', 'cancelled'];
export const isTerminal = ({ status }: ModelTask): boolean => TERMINAL.includes(status);

export const newTask = (retry: ModelTask['retry'], key: string | null): ModelTask => ({
  status: 'pending',
  retry,
  key,
  version: 1,
  delivery: 1,
  outputNumber: 1,
  attempt: 0,
  maxAttempts: GRANTED,
  output: '',
  token: null,
  leaseAlive: false,
  rejoinable: false,
  rejoins: 0,
  cancelAsked: false,
  overdue: false,
  outlived: false,
  error: null,
  attempts: [],
});

const change = (task: ModelTask, patch: Partial<ModelTask>): Outcome => {
  Object.assign(task, patch, { version: task.version + 1 });
  return 'changed';
};

const holds = (task: ModelTask, { delivery, token }: Claim): boolean =>
  task.delivery === delivery && task.token === token;

export function begin(task: ModelTask, claim: Claim, canRejoin: boolean): Outcome {
  if (task.status === 'running' && holds(task, claim)) return change(task, { leaseAlive: true });
  if (task.status !== 'pending' || task.delivery !== claim.delivery) return 'refused';
  if (task.rejoinable && !canRejoin) return finish(task, 'outcome_unknown', task.token);
  if (task.overdue && !task.rejoinable) return fail(task, 'expired');
  return change(task, {
    status: 'running',
    token: claim.token,
    ...(task.rejoinable
      ? { rejoins: task.rejoins + 1 }
      : { attempt: task.attempt + 1, rejoinable: canRejoin, rejoins: 0 }),
    leaseAlive: true,
    error: null,
  });
}

/** A piece of an output, and where it is to be, in characters of one byte. */
export interface Piece {
  readonly number: number;
  readonly offset: number;
  readonly text: string;
}

export function append(task: ModelTask, claim: Claim, { number, offset, text }: Piece): string {
  if (task.status !== 'running' || !holds(task, claim)) return 'lost';
  if (task.outputNumber !== number) return 'lost';
  if (offset === task.output.length) task.output += text;
  else if (task.output.slice(offset, offset + text.length) !== text) return 'lost';
  return task.cancelAsked ? 'cancel' : 'ok';
}

export function renew(task: ModelTask, claim: Claim): string {
  if (task.status !== 'running' || !holds(task, claim)) return 'lost';
  task.leaseAlive = true;
  return task.cancelAsked ? 'cancel' : 'ok';
}

export interface Ending {
  readonly how: End;
  readonly offset: number;
  readonly text: string;
}

export function end(task: ModelTask, claim: Claim, { how, offset, text }: Ending): Outcome {
  const wasGivenBack =
    task.status === 'pending' && task.token === claim.token && task.delivery === claim.delivery + 1;
  if (wasGivenBack) return 'already';
  if (!holds(task, claim)) return 'refused';
  if (isTerminal(task)) return 'already';
  if (task.status !== 'running') return 'refused';
  const isDropped = how !== 'worker_stopped' && runsAgain(task, how);
  if (!isDropped && offset !== task.output.length) return 'refused';
  if (!isDropped) task.output += text;
  if (how === 'worker_stopped') return handOver(task, task.token);
  return finish(task, how, task.token);
}

export function recover(task: ModelTask): Outcome {
  if (task.status !== 'running' || task.leaseAlive) return 'refused';
  if (task.rejoinable) return handOver(task, null);
  return finish(task, 'outcome_unknown', null);
}

export function dropOutput(task: ModelTask, claim: Claim): Outcome {
  if (task.status !== 'running' || !holds(task, claim)) return 'refused';
  return change(task, { output: '', outputNumber: task.outputNumber + 1 });
}

const fail = (task: ModelTask, error: string): Outcome =>
  change(task, { status: 'failed', error, outlived: false, ...NO_RUN });

const handOver = (task: ModelTask, token: string | null): Outcome =>
  change(task, {
    status: 'pending',
    delivery: task.delivery + 1,
    token,
    rejoinable: true,
    overdue: false,
  });

const NO_RUN = { rejoinable: false, rejoins: 0 };

const runsAgain = (task: ModelTask, how: End): boolean => {
  if (how === 'completed' || how === 'v1_refused' || task.cancelAsked) return false;
  return how === 'v1_unavailable' || (task.retry === 'always' && task.attempt < task.maxAttempts);
};

function finish(task: ModelTask, how: End, token: string | null): Outcome {
  const notBegun = how === 'v1_unavailable';
  if (runsAgain(task, how)) {
    task.attempts.push(notBegun ? 'not_begun' : 'failed');
    return change(task, {
      ...NO_RUN,
      status: 'pending',
      delivery: task.delivery + 1,
      outputNumber: task.outputNumber + 1,
      attempt: task.attempt - (notBegun ? 1 : 0),
      output: '',
      token,
      error: null,
      // The wait for another run is another one.
      ...(!notBegun && { overdue: false }),
    });
  }
  const ended = how === 'completed' ? how : task.cancelAsked ? 'cancelled' : 'failed';
  task.attempts.push(ended);
  const error = ended === 'failed' ? how : null;
  return change(task, { ...NO_RUN, status: ended, token, error, outlived: false });
}

export function cancel(task: ModelTask): Outcome {
  if (task.status === 'cancelled') return 'already';
  if (task.status === 'pending' && !task.rejoinable) {
    return change(task, { status: 'cancelled', error: null, outlived: false });
  }
  if (isTerminal(task)) return 'refused';
  return task.cancelAsked ? 'already' : change(task, { cancelAsked: true });
}

export function retry(task: ModelTask): Outcome {
  if (task.status !== 'failed' && task.status !== 'cancelled') return 'refused';
  return change(task, {
    status: 'pending',
    ...NO_RUN,
    delivery: task.delivery + 1,
    outputNumber: task.outputNumber + 1,
    maxAttempts: task.attempt + GRANTED,
    output: '',
    token: null,
    error: null,
    cancelAsked: false,
    overdue: false,
  });
}

export function expire(task: ModelTask): Outcome {
  if (task.status !== 'pending' || !task.overdue) return 'refused';
  return task.rejoinable ? finish(task, 'outcome_unknown', task.token) : fail(task, 'expired');
}

/** No walk takes so long that it is time to look again, unless the task's time is up. */
export const redeliver = (task: ModelTask): Outcome =>
  task.status === 'pending' && task.overdue ? change(task, {}) : 'refused';

export function evict(task: ModelTask): Outcome {
  if (!isTerminal(task)) return 'refused';
  return task.outlived ? 'removed' : change(task, {});
}

export const remove = (task: ModelTask): Outcome => (isTerminal(task) ? 'removed' : 'refused');
