/** How a run can fail. */
export const RUN_FAILURE_CODES = [
    'v1_unavailable',
    'v1_misconfigured',
    'v1_refused',
    'v1_error',
    'outcome_unknown',
    'timeout',
    'result_too_large',
    'worker_stopped',
];
/** Every code that a task's error can have: those of its runs, and that it never began. */
export const TASK_ERROR_CODES = [...RUN_FAILURE_CODES, 'expired'];
//# sourceMappingURL=error.codes.js.map