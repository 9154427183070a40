import { setFlagsFromString } from 'node:v8';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { ActiveRuns } from './active-runs.js';

/** From how many runs on memory counts for more than the time that collecting it takes. */
const MANY_RUNS = 1_000;
/** How much garbage V8 then leaves between two collections, in percent of what lives; 0: as it likes. */
const GROWTH_PERCENT = { few: 0, many: 25 } as const;
const INTERVAL_MS = 1_000;

/**
 * Keeps the heap of a worker of thousands of runs near to what lives in it. V8 lets garbage grow to as much
 * again before it collects, which is right for a few runs, whose heap is small and whose objects come and go,
 * and wasteful for many, which live for long.
 * V8 of Node 24 looks at the flag each time that it plans the next collection.
 */
@Injectable()
export class HeapGrowth implements OnModuleInit, OnModuleDestroy {
  private timer?: NodeJS.Timeout;
  private load: keyof typeof GROWTH_PERCENT = 'few';

  constructor(private readonly runs: ActiveRuns) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.follow(this.runs.size < MANY_RUNS ? 'few' : 'many');
    }, INTERVAL_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.follow('few');
  }

  private follow(load: keyof typeof GROWTH_PERCENT): void {
    if (load === this.load) return;
    this.load = load;
    setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT[load]}`);
  }
}
