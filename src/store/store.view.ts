import { Injectable } from '@nestjs/common';
import { SystemView } from '../process/system.view.js';
import { TaskStore } from '../tasks/task.store.js';

/** {@link SystemView} from what the store knows: workers, and what they know of V1. */
@Injectable()
export class StoreView extends SystemView {
  constructor(private readonly store: TaskStore) {
    super();
  }

  override async show(): Promise<Record<string, unknown>> {
    const { workers } = await this.store.overview();
    return {
      workers: workers.length,
      v1: [...new Set(workers.map(({ v1 }) => v1.state))],
    };
  }
}
