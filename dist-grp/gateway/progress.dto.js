import * as openapi from "@nestjs/swagger";
/**
 * A step of a run: what the agent does besides speaking. Only OpenClaw's WebSocket protocol tells of it.
 * A later one with the same id is news of the same step, in which null is no news.
 */
export class ProgressDto {
    /** @example "tool:call_1" */
    id;
    /** `tool`: a tool is used; `note`: the agent says what it is about to do. */
    kind;
    /** `blocked`: OpenClaw waits for an approval, or has refused it; `unknown`: OpenClaw does not tell. */
    state;
    /**
     * Of the tool.
     * @example "read"
     */
    name;
    /** What a note says; what a tool is used for, where SHOW_TOOL_DETAILS is on. */
    text;
    /** What the tool was asked, as JSON; cut at 4 KiB, and only where SHOW_TOOL_DETAILS is on. */
    args;
    /** What it answered; cut at 4 KiB, and only where SHOW_TOOL_DETAILS is on. */
    result;
    /** When the worker heard of it. */
    at;
    /** UTF-8 bytes of the output that stand before it. */
    offset;
    static _OPENAPI_METADATA_FACTORY() {
        return { id: { required: true, type: () => String, example: "tool:call_1" }, kind: { required: true, description: "`tool`: a tool is used; `note`: the agent says what it is about to do.", enum: ["tool", "note"] }, state: { required: true, description: "`blocked`: OpenClaw waits for an approval, or has refused it; `unknown`: OpenClaw does not tell.", enum: ["running", "completed", "failed", "blocked", "unknown"] }, name: { required: true, type: () => String, nullable: true, description: "Of the tool.", example: "read" }, text: { required: true, type: () => String, nullable: true, description: "What a note says; what a tool is used for, where SHOW_TOOL_DETAILS is on." }, args: { required: true, type: () => String, nullable: true, description: "What the tool was asked, as JSON; cut at 4 KiB, and only where SHOW_TOOL_DETAILS is on." }, result: { required: true, type: () => String, nullable: true, description: "What it answered; cut at 4 KiB, and only where SHOW_TOOL_DETAILS is on." }, at: { required: true, type: () => String, description: "When the worker heard of it." }, offset: { required: true, type: () => Number, description: "UTF-8 bytes of the output that stand before it." } };
    }
}
/** Steps of a task's runs. */
export class ProgressListDto {
    /** The newest 200, the oldest of them first; those of a run whose output was dropped are gone with it. */
    data;
    static _OPENAPI_METADATA_FACTORY() {
        return { data: { required: true, type: () => [ProgressDto], description: "The newest 200, the oldest of them first; those of a run whose output was dropped are gone with it." } };
    }
}
//# sourceMappingURL=progress.dto.js.map