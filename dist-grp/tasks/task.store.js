/** Whether runs can begin at a V1; where nobody can tell, they had better not. */
export const takesRuns = ({ state }) => state === 'up';
/** Indexes of what is due for a look: owed deliveries, leases, finished tasks whose time is up. */
export const DUE_INDEXES = ['owed', 'leases', 'expiry'];
/**
 * Keeps tasks; the only truth about them. Each call is atomic and may be repeated when its answer
 * was lost. Every call may raise StoreUnavailableError, and then may have been executed.
 *
 * Invariant: a task is in the index of all, in exactly one index of status, and in exactly one of
 * owed (pending), leases (running), expiry (terminal).
 */
export class TaskStore {
}
//# sourceMappingURL=task.store.js.map