/** OpenClaw's WebSocket protocol takes one message, and nothing that tells the model how to answer. */
export function singleTurnOf({ messages, sampling }) {
    const [first] = Object.entries(sampling ?? {}).filter(([, value]) => value !== undefined);
    if (first) {
        const [name] = first;
        const refusal = `${name} cannot be sent over the WebSocket protocol (V1_PROTOCOL=ws)`;
        return { field: `sampling.${name}`, refusal };
    }
    const said = messages.filter(({ role }) => role !== 'system');
    const [asked, ...more] = said;
    if (asked?.role !== 'user' || more.length > 0) {
        const refusal = 'messages must be one of role user, beside those of role system: the WebSocket protocol ' +
            '(V1_PROTOCOL=ws) takes no conversation. A session_key keeps one';
        return { field: 'messages', refusal };
    }
    const system = messages.filter(({ role }) => role === 'system');
    return {
        message: asked.content,
        system: system.length > 0 ? system.map(({ content }) => content).join('\n\n') : null,
    };
}
//# sourceMappingURL=single.turn.js.map