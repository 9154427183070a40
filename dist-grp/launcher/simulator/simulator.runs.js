import { randomUUID } from 'node:crypto';
export const newRun = ({ prompt, agent, sessionKey }) => ({
    id: `chatcmpl_${randomUUID()}`,
    prompt,
    agent,
    sessionKey,
    startedAt: Date.now(),
    state: 'queued',
    resumed: false,
});
/** The newest runs, and how each of them goes. */
export class Runs {
    limit;
    log;
    /** Oldest first. */
    kept = [];
    constructor(limit, log) {
        this.limit = limit;
        this.log = log;
    }
    /** @param gone - aborts the run, unless it has ended */
    record(request, gone) {
        const run = newRun(request);
        this.add(run);
        gone.addEventListener('abort', () => {
            this.settle(run, 'aborted');
        });
        return run;
    }
    add(run) {
        this.kept.push(run);
        if (this.kept.length > this.limit)
            this.kept.shift();
        this.log?.(`V1 simulator: run ${run.id} of agent ${run.agent} accepted`);
    }
    settle(run, state) {
        // The first end counts: a socket that closes after it aborts nothing.
        if (run.state !== 'queued' && run.state !== 'running')
            return;
        run.state = state;
        this.log?.(`V1 simulator: run ${run.id} ${state}`);
    }
}
//# sourceMappingURL=simulator.runs.js.map