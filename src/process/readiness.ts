import { Injectable, type OnModuleDestroy } from '@nestjs/common';

/** Whether the process still takes work; turned off as the first step of a shutdown. */
@Injectable()
export class Readiness implements OnModuleDestroy {
  private isStopping = false;

  get stopping(): boolean {
    return this.isStopping;
  }

  onModuleDestroy(): void {
    this.isStopping = true;
  }
}
