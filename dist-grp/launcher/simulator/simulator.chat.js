import { Answer } from './simulator.answer.js';
import { failure } from './simulator.errors.js';
import { readChatRequest, readJson } from './simulator.request.js';
import { FOR_EVER, wait } from './simulator.wait.js';
import { readScript, Script } from './steering.js';
/** Chat completions, each from its request to the end of its run. */
export class Chat {
    agents;
    runs;
    lanes;
    prompts;
    constructor(agents, runs, lanes, prompts) {
        this.agents = agents;
        this.runs = runs;
        this.lanes = lanes;
        this.prompts = prompts;
    }
    /** @throws V1Error that refuses the request, AbortError once the client is gone */
    async complete(req, res, gone) {
        const request = readChatRequest(req, await readJson(req), this.agents);
        const script = request.ownerless
            ? Script.failing(failure(500))
            : readScript(request.prompt, this.prompts.countEarlier(request.prompt));
        await wait(script.status ? script.sleepMs : 0, gone);
        if (script.status)
            throw script.status;
        const run = this.runs.record(request, gone);
        const answer = new Answer(res, request, run.id, script, gone);
        if (!script.silent)
            await answer.begin();
        const lane = request.sessionKey && `${run.agent} ${request.sessionKey}`;
        const leave = await this.lanes.enter(lane, gone);
        try {
            gone.throwIfAborted();
            Object.assign(run, { state: 'running', startedAt: Date.now() });
            if (script.silent)
                await wait(FOR_EVER, gone);
            await answer.speak();
            if (script.end === 'hang')
                await wait(FOR_EVER, gone);
            const endsWell = script.end === 'proper' || script.end === 'no-done';
            this.runs.settle(run, endsWell ? 'completed' : 'failed');
            await answer.end();
        }
        finally {
            leave();
        }
    }
}
//# sourceMappingURL=simulator.chat.js.map