import { property, stringOrNull } from '../json.js';
import { readTranscript, type Transcript } from './transcript.js';

/** How `agent.wait` says that a run ended; null where it does not: it runs, waits, or is not known. */
export interface Ending {
  readonly status: 'ok' | 'error';
  /** V1's words; null where it has none, as for a run that was cancelled. */
  readonly error: string | null;
  readonly stopReason: string | null;
  /** What was said, where it is all of it: V1 cuts it. */
  readonly reply: string | null;
}

/** All that V1 answers about one run, at one moment. */
export interface Sight {
  readonly transcript: Transcript;
  /** Runs that run or wait in the session; null: some do, and V1 does not say which. */
  readonly active: readonly string[] | null;
  /** What the run says at the moment, in a message that is not complete. */
  readonly saying: string;
  /** The run in V1's ledger of tasks; null: it is not there. */
  readonly task: 'live' | 'over' | null;
  /** The runs of the session that V1's ledger has as not ended, and the ledger's ids of them. */
  readonly liveTasks: ReadonlyMap<string, string>;
  readonly ending: Ending | null;
}

/** Asks V1. @throws whatever a request fails with */
export type Ask = (method: string, params: object) => Promise<unknown>;

/** Length at which V1 cuts what `agent.wait` tells of a text, in characters. */
const CUT = 4_096;
const LIVE: unknown[] = ['queued', 'running'];

/** How many messages of a session are read, the newest: one that is taken up late may be far back. */
export const ROWS = { few: 200, many: 1_000 } as const;
/** As many as V1 lists at once. */
const TASKS = 500;

/** What is to be looked at. */
export interface Place {
  readonly runKey: string;
  readonly sessionKey: string;
  readonly rows: number;
}

/** Looks at a run from everywhere that V1 tells of it. */
export async function look(ask: Ask, { runKey, sessionKey, rows }: Place): Promise<Sight> {
  const [session, history, tasks, waited] = await Promise.all([
    ask('sessions.get', { key: sessionKey, limit: rows }),
    ask('chat.history', { sessionKey, limit: 1 }),
    ask('tasks.list', { sessionKey, limit: TASKS }),
    ask('agent.wait', { runId: runKey, timeoutMs: 1 }),
  ]);
  const inFlight = property(history, 'inFlightRun');
  const transcript = readTranscript(session, runKey, rows);
  // Recorded: it is all messages of the run, joined otherwise than they stand in its session.
  const isSaying = property(inFlight, 'runId') === runKey && transcript.said === '';
  return {
    transcript,
    active: readActive(history),
    saying: (isSaying ? stringOrNull(property(inFlight, 'text')) : null) ?? '',
    task: readTask(tasks, runKey),
    liveTasks: liveTasksOf(tasks),
    ending: readEnding(waited),
  };
}

function readTask(tasks: unknown, runKey: string): Sight['task'] {
  if (liveTasksOf(tasks).has(runKey)) return 'live';
  return listOf(tasks, 'tasks').some((row) => property(row, 'runId') === runKey) ? 'over' : null;
}

function liveTasksOf(tasks: unknown): ReadonlyMap<string, string> {
  const live = listOf(tasks, 'tasks').filter((row) => LIVE.includes(property(row, 'status')));
  return new Map(
    live.map((row) => {
      const id = stringOrNull(property(row, 'taskId')) ?? stringOrNull(property(row, 'id'));
      return [stringOrNull(property(row, 'runId')) ?? '', id ?? ''];
    }),
  );
}

function readActive(history: unknown): string[] | null {
  const info = property(history, 'sessionInfo');
  const queued = listOf(property(history, 'pendingInputs'), 'items').map((item) =>
    property(item, 'runId'),
  );
  const named = property(info, 'activeRunIds');
  if (property(info, 'hasActiveRun') === true && !Array.isArray(named)) {
    const inFlight = property(property(history, 'inFlightRun'), 'runId');
    const known = [...queued, inFlight].filter((id) => typeof id === 'string');
    return known.length > 0 ? known : null;
  }
  return [...queued, ...listOf(info, 'activeRunIds')].filter((id) => typeof id === 'string');
}

/** Recorded: a bare `timeout` tells nothing; one with `endedAt` is V1's own limit, and an end. */
export function readEnding(waited: unknown): Ending | null {
  const status = property(waited, 'status');
  const ended = status === 'ok' || status === 'error';
  if (!ended && !(status === 'timeout' && property(waited, 'endedAt') !== undefined)) return null;
  const reply = stringOrNull(property(property(waited, 'terminalReply'), 'text'));
  return {
    status: status === 'ok' ? 'ok' : 'error',
    error: stringOrNull(property(waited, 'error')),
    stopReason: stringOrNull(property(waited, 'stopReason')),
    reply: reply !== null && reply.length < CUT ? reply : null,
  };
}

function listOf(value: unknown, name: string): unknown[] {
  const list = property(value, name);
  return Array.isArray(list) ? list : [];
}
