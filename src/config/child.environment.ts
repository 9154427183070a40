/** The environment of this process with some variables set, for a process that it starts. */
export const childEnvironment = (set: Record<string, string>): NodeJS.ProcessEnv => ({
  ...process.env,
  ...set,
});
