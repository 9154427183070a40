import * as openapi_import_1 from "../tasks/create-task.dto.js";
import * as openapi from "@nestjs/swagger";
export const WAITING_FOR = ['run_at', 'retry', 'v1', 'worker', 'rejoin'];
/** The answer to a task that was accepted. */
export class SubmittedTaskDto {
    /** Under this id the task is found from now on. */
    task_id;
    /**
     * What it is at the moment of accepting it.
     * @example "pending"
     */
    status;
    /** The same in words. */
    message;
    static _OPENAPI_METADATA_FACTORY() {
        return { task_id: { required: true, type: () => String, description: "Under this id the task is found from now on." }, status: { required: true, description: "What it is at the moment of accepting it.", example: "pending", enum: ["pending"] }, message: { required: true, type: () => String, description: "The same in words." } };
    }
}
/**
 * Why a task failed, or how its last try ended.
 *
 * - `v1_unavailable`: V1 took no connection, or answered 429 or 503; the task waits and goes on.
 * - `v1_misconfigured`: V1_URL, V1_TOKEN or V1's configuration is wrong; the task waits and goes on.
 * - `v1_refused`: V1 refuses this very request, such as an agent that it does not know.
 * - `v1_error`: V1 reported an error of the run.
 * - `outcome_unknown`: nobody knows how the run ended: the connection broke, or the worker died.
 * - `timeout`: the run took longer than it may, or V1 was silent for too long.
 * - `result_too_large`: V1 said more than MAX_RESULT_BYTES.
 * - `worker_stopped`: the worker was shut down, and the run did not end in time.
 * - `expired`: the task did not begin within its time.
 */
export class TaskErrorDto {
    /** @example "v1_refused" */
    code;
    /**
     * The same in words, V1's own where it said something.
     * @example "Unknown agent 'nope'."
     */
    message;
    /**
     * HTTP status that V1 answered with, where it answered.
     * @example 400
     */
    v1_status;
    static _OPENAPI_METADATA_FACTORY() {
        return { code: { required: true, example: "v1_refused", enum: ["timeout", "v1_unavailable", "v1_misconfigured", "v1_refused", "v1_error", "outcome_unknown", "result_too_large", "worker_stopped", "expired"] }, message: { required: true, type: () => String, description: "The same in words, V1's own where it said something.", example: "Unknown agent nope." }, v1_status: { required: true, type: () => Number, nullable: true, description: "HTTP status that V1 answered with, where it answered.", example: 400 } };
    }
}
/** Tokens, as V1 counts them. */
export class UsageDto {
    /** @example 10239 */
    prompt_tokens;
    /** @example 3 */
    completion_tokens;
    /** @example 10242 */
    total_tokens;
    static _OPENAPI_METADATA_FACTORY() {
        return { prompt_tokens: { required: true, type: () => Number, example: 10239 }, completion_tokens: { required: true, type: () => Number, example: 3 }, total_tokens: { required: true, type: () => Number, example: 10242 } };
    }
}
/** A task without what may be large. Times are ISO 8601 in UTC. */
export class TaskSummaryDto {
    /**
     * A UUID of version 7: ids of later tasks are greater.
     * @example "01a21001-ce8a-70d9-9d4e-09a70750f937"
     */
    task_id;
    /** `completed`, `failed` and `cancelled` are final, unless the task is retried by hand. */
    status;
    /** Why it failed; while it waits for a next try, how the last one ended. */
    error;
    /** Name of the key that submitted it; `local` where nobody is asked for one. */
    client;
    /**
     * Which agent runs it.
     * @example "main"
     */
    agent_id;
    /** Tasks with the same key share a session of the agent; null: it has one of its own. */
    session_key;
    /** @example "openclaw" */
    model;
    /** 0 to 9, higher runs first. */
    priority;
    /** Runs so far, but for those that V1 could not take at the moment. */
    attempt;
    /** Runs it may have in all under `retry: always`. */
    max_attempts;
    /** What happens when a run that may have begun fails. */
    retry;
    /**
     * Why a pending task waits: for its time, for a next try, for V1, for a free worker, or for one that
     * takes its run up again, which goes on in V1.
     */
    waiting_for;
    /** When its cancelling was asked for while it ran. */
    cancel_requested_at;
    /** Tokens, where V1 counted them. */
    usage;
    /** `length`: the answer was cut at the most tokens it may have; null until it completed. */
    finish_reason;
    /** As it was sent. */
    metadata;
    /** How the model is to choose its words, as it was sent. */
    sampling;
    /** Whether it was not a real OpenClaw that ran it. */
    simulated;
    /** When it was accepted. */
    created_at;
    /** When anything but its output last changed. */
    updated_at;
    /** When its last run began. */
    started_at;
    /** When it became final. */
    finished_at;
    /** When it is to run at the earliest. */
    run_at;
    /** When its next try is due, after a refusal of V1 or a failed run. */
    next_attempt_at;
    /** When it fails as `expired`, should it still wait then. */
    expires_at;
    static _OPENAPI_METADATA_FACTORY() {
        return { task_id: { required: true, type: () => String, description: "A UUID of version 7: ids of later tasks are greater.", example: "01a21001-ce8a-70d9-9d4e-09a70750f937" }, status: { required: true, description: "`completed`, `failed` and `cancelled` are final, unless the task is retried by hand.", enum: ["running", "completed", "failed", "cancelled", "pending"] }, error: { required: true, type: () => TaskErrorDto, nullable: true, description: "Why it failed; while it waits for a next try, how the last one ended." }, client: { required: true, type: () => String, description: "Name of the key that submitted it; `local` where nobody is asked for one." }, agent_id: { required: true, type: () => String, description: "Which agent runs it.", example: "main" }, session_key: { required: true, type: () => String, nullable: true, description: "Tasks with the same key share a session of the agent; null: it has one of its own." }, model: { required: true, type: () => String, example: "openclaw" }, priority: { required: true, type: () => Number, description: "0 to 9, higher runs first." }, attempt: { required: true, type: () => Number, description: "Runs so far, but for those that V1 could not take at the moment." }, max_attempts: { required: true, type: () => Number, description: "Runs it may have in all under `retry: always`." }, retry: { required: true, description: "What happens when a run that may have begun fails.", enum: ["safe", "always"] }, waiting_for: { required: true, nullable: true, description: "Why a pending task waits: for its time, for a next try, for V1, for a free worker, or for one that\ntakes its run up again, which goes on in V1.", enum: ["retry", "worker", "v1", "run_at", "rejoin"] }, cancel_requested_at: { required: true, type: () => String, nullable: true, description: "When its cancelling was asked for while it ran." }, usage: { required: true, type: () => UsageDto, nullable: true, description: "Tokens, where V1 counted them." }, finish_reason: { required: true, nullable: true, description: "`length`: the answer was cut at the most tokens it may have; null until it completed.", enum: ["length", "stop"] }, metadata: { required: true, type: "object", additionalProperties: { type: "string" }, nullable: true, description: "As it was sent." }, sampling: { required: true, type: () => openapi_import_1.SamplingDto, nullable: true, description: "How the model is to choose its words, as it was sent." }, simulated: { required: true, type: () => Boolean, description: "Whether it was not a real OpenClaw that ran it." }, created_at: { required: true, type: () => String, description: "When it was accepted." }, updated_at: { required: true, type: () => String, description: "When anything but its output last changed." }, started_at: { required: true, type: () => String, nullable: true, description: "When its last run began." }, finished_at: { required: true, type: () => String, nullable: true, description: "When it became final." }, run_at: { required: true, type: () => String, nullable: true, description: "When it is to run at the earliest." }, next_attempt_at: { required: true, type: () => String, nullable: true, description: "When its next try is due, after a refusal of V1 or a failed run." }, expires_at: { required: true, type: () => String, description: "When it fails as `expired`, should it still wait then." } };
    }
}
/** A task. Times are ISO 8601 in UTC. */
export class TaskDto extends TaskSummaryDto {
    /** What was asked, as it was sent. */
    content;
    /** What was asked, as it was sent, where it was a conversation. */
    messages;
    /** What V1 answered; while it runs, what it has said so far; null while the task waits. */
    result;
    /** In which place it waits for a worker, 1 being the next; null where it does not. */
    queue_position;
    static _OPENAPI_METADATA_FACTORY() {
        return { content: { required: true, type: () => String, nullable: true, description: "What was asked, as it was sent." }, messages: { required: true, type: () => [openapi_import_1.ChatMessageDto], nullable: true, description: "What was asked, as it was sent, where it was a conversation." }, result: { required: true, type: () => String, nullable: true, description: "What V1 answered; while it runs, what it has said so far; null while the task waits." }, queue_position: { required: true, type: () => Number, nullable: true, description: "In which place it waits for a worker, 1 being the next; null where it does not." } };
    }
}
/** A page of tasks, newest first. */
export class TaskListDto {
    /** The tasks of this page. */
    data;
    /** Sent as `cursor`, it gives the next page; null on the last one. */
    next_cursor;
    static _OPENAPI_METADATA_FACTORY() {
        return { data: { required: true, type: () => [TaskSummaryDto], description: "The tasks of this page." }, next_cursor: { required: true, type: () => String, nullable: true, description: "Sent as `cursor`, it gives the next page; null on the last one." } };
    }
}
/** What came of an operation on many tasks. */
export class BulkResultDto {
    /** Tasks it was done to; runs that are being stopped are among them. */
    changed;
    /** Tasks that match, and whose status does not allow it. */
    skipped;
    /** Sent as `cursor` with the same filters, it goes on; null where all that match were seen. */
    next_cursor;
    static _OPENAPI_METADATA_FACTORY() {
        return { changed: { required: true, type: () => Number, description: "Tasks it was done to; runs that are being stopped are among them." }, skipped: { required: true, type: () => Number, description: "Tasks that match, and whose status does not allow it." }, next_cursor: { required: true, type: () => String, nullable: true, description: "Sent as `cursor` with the same filters, it goes on; null where all that match were seen." } };
    }
}
/** One run of a task. */
export class AttemptDto {
    /** Counts the runs that began; one that did not has the number of the next. */
    number;
    /** Which worker ran it. */
    worker;
    /** When it began. */
    started_at;
    /** When it ended; null while it runs. */
    ended_at;
    /** `not_begun`: V1 refused it before it began. */
    outcome;
    /** Why it failed. */
    error;
    static _OPENAPI_METADATA_FACTORY() {
        return { number: { required: true, type: () => Number, description: "Counts the runs that began; one that did not has the number of the next." }, worker: { required: true, type: () => String, nullable: true, description: "Which worker ran it." }, started_at: { required: true, type: () => String, description: "When it began." }, ended_at: { required: true, type: () => String, nullable: true, description: "When it ended; null while it runs." }, outcome: { required: true, description: "`not_begun`: V1 refused it before it began.", enum: ["running", "completed", "failed", "cancelled", "not_begun"] }, error: { required: true, type: () => TaskErrorDto, nullable: true, description: "Why it failed." } };
    }
}
/** The newest runs of a task, the oldest of them first. */
export class AttemptListDto {
    /** The runs. */
    data;
    static _OPENAPI_METADATA_FACTORY() {
        return { data: { required: true, type: () => [AttemptDto], description: "The runs." } };
    }
}
//# sourceMappingURL=task.dto.js.map