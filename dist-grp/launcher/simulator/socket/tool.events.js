/** Recorded: what V1 tells of the use of a tool, from its start to its end. */
export function toolEvents({ name, argument }, callId) {
    const title = argument === '' ? name : `${name} ${argument}`;
    const used = { toolCallId: callId, name };
    const item = { ...used, itemId: `tool:${callId}`, kind: 'tool', title, meta: argument };
    const result = { content: [{ type: 'text', text: `simulated answer of ${title}` }] };
    return [
        { stream: 'item', data: { ...item, phase: 'start', status: 'running' } },
        { stream: 'tool', data: { ...used, phase: 'start', args: { argument } } },
        { stream: 'tool', data: { ...used, phase: 'result', isError: false, result } },
        { stream: 'item', data: { ...item, phase: 'end', status: 'completed' } },
    ];
}
//# sourceMappingURL=tool.events.js.map