/** The environment of this process with some variables set, for a process that it starts. */
export const childEnvironment = (set) => ({
    ...process.env,
    ...set,
});
//# sourceMappingURL=child.environment.js.map