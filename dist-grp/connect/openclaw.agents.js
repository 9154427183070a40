import { isObject, property, stringOrNull } from '../v1/json.js';
/** The agent that OpenClaw's configuration means where none is named; null where it says none. */
export function defaultAgentOf(config) {
    const agents = property(config, 'agents');
    const marked = entriesOf(agents).filter(([, entry]) => property(entry, 'default') === true);
    const owner = property(property(property(agents, 'defaults'), 'systemAgent'), 'agentId');
    const id = marked.length === 1 ? marked[0]?.[0] : stringOrNull(owner);
    return id?.trim().toLowerCase() ?? null;
}
/** Agents are kept by their id; older configurations have a list of them. */
function entriesOf(agents) {
    const entries = property(agents, 'entries');
    if (isObject(entries))
        return Object.entries(entries);
    const list = property(agents, 'list');
    return Array.isArray(list) ? list.map((entry) => [String(property(entry, 'id')), entry]) : [];
}
//# sourceMappingURL=openclaw.agents.js.map