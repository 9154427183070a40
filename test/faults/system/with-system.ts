import { FaultSystem, type SystemOptions } from './system.js';

/** Opens a system for as long as the work takes. */
export async function withSystem<T>(
  options: SystemOptions,
  work: (system: FaultSystem) => Promise<T>,
): Promise<T> {
  const system = await FaultSystem.open(options);
  try {
    return await work(system);
  } finally {
    await system.close();
  }
}
