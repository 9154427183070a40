import {
  type SimulatedRun,
  startV1Simulator,
  type V1Simulator,
} from '../../../src/launcher/simulator/v1.simulator.js';

export const V1_TOKEN = 'fault-token';

export interface FaultV1Options {
  /** Runs at once; more wait in V1. 0: no bound. */
  readonly maxConcurrent?: number;
}

/** A V1 that can go away and come back on its port, and remembers the runs of all its lives. */
export class FaultV1 {
  private simulator: V1Simulator | undefined;
  private readonly earlier: SimulatedRun[] = [];
  port = 0;

  private constructor(private readonly options: FaultV1Options) {}

  static async open(options: FaultV1Options = {}): Promise<FaultV1> {
    const v1 = new FaultV1(options);
    await v1.start();
    return v1;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** V1's own log: every run that it ever began, the oldest first. */
  get runs(): readonly SimulatedRun[] {
    return [...this.earlier, ...(this.simulator?.runs ?? [])];
  }

  get quiet(): boolean {
    return this.runs.every(({ state }) => state !== 'running' && state !== 'queued');
  }

  async start(token = V1_TOKEN): Promise<void> {
    this.simulator = await startV1Simulator({
      port: this.port,
      token,
      keepRuns: 100_000,
      ...this.options,
    });
    this.port = this.simulator.port;
  }

  /** Ends as a process that is killed: every run is cut off, nobody listens any more. */
  async stop(): Promise<void> {
    await this.simulator?.close();
    this.earlier.push(...(this.simulator?.runs ?? []));
    this.simulator = undefined;
  }

  /** Answers as a gateway about to stop. */
  drain(on: boolean): void {
    this.simulator?.drain(on);
  }

  /**
   * Loses its connections and what it keeps in memory, and is back at once with its sessions. Runs that
   * came over a WebSocket it goes on with by itself, where they had not ended.
   */
  crash(): void {
    this.simulator?.crash();
  }
}
