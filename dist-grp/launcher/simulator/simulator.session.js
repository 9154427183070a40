import { invalidRequest } from './simulator.errors.js';
const RESERVED = /^(agent:[^:]*:)?(subagent|cron|acp):/;
const OF_AGENT = /^agent:([^:]*):(.*)$/;
/**
 * @param key as the caller named it; empty: none
 * @param user names a session, too, where there is no key
 * @throws V1Error 400 for a session that callers may not have
 */
export function sessionOf(key, user, agent, agents) {
    const asked = key.toLowerCase();
    if (RESERVED.test(asked)) {
        throw invalidRequest('`x-openclaw-session-key` cannot use reserved internal session namespaces.');
    }
    // Recorded: a key that names an agent beats the header.
    const [, owner, name = asked] = OF_AGENT.exec(asked) ?? [];
    const ofUser = user.trim() && `openai-user:${user.trim().toLowerCase()}`;
    const isOwned = owner === undefined ? agents.length === 1 : agents.includes(owner) && name !== '';
    const ownerless = asked !== '' && !isOwned;
    return { sessionKey: name || ofUser || null, agent: owner ?? agent, ownerless };
}
//# sourceMappingURL=simulator.session.js.map