import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { sharedNow } from '../clock.ts';
import { endlessChunk } from './v1.wire.ts';

const TICK_MS = 5;
/** A tick that comes late makes up for so much of the time at most, in ms. */
const CATCH_UP_MS = 1_000;

/** Answers that go on for ever, each at the same pace; the tokens of all are spread evenly over time. */
export class Streams {
  private readonly sockets = new Set<Socket>();
  private ring: Socket[] = [];
  private at = 0;
  private perSecond = 0;
  private tickedAt = 0;
  private due = 0;
  private timer: NodeJS.Timeout | undefined;

  get open(): number {
    return this.sockets.size;
  }

  add({ socket }: ServerResponse): void {
    if (!socket) return;
    this.sockets.add(socket);
    this.ring = [];
    socket.once('close', () => {
      this.sockets.delete(socket);
      this.ring = [];
    });
  }

  /** How many tokens each says in a second from now on; 0: none. */
  pace(perSecond: number): void {
    this.perSecond = perSecond;
    this.tickedAt = sharedNow();
    clearInterval(this.timer);
    if (perSecond === 0) return;
    this.timer = setInterval(() => {
      this.tick();
    }, TICK_MS);
  }

  private tick(): void {
    const now = sharedNow();
    const elapsed = Math.min(now - this.tickedAt, CATCH_UP_MS);
    this.tickedAt = now;
    if (this.ring.length === 0) this.ring = [...this.sockets];
    this.due += (elapsed / 1_000) * this.perSecond * this.ring.length;
    // One piece of bytes for all of them, and past Node's response: tens of thousands go out each second.
    const chunk = endlessChunk(` ${now.toFixed(3)}`);
    const bytes = Buffer.from(`${Buffer.byteLength(chunk).toString(16)}\r\n${chunk}\r\n`);
    for (; this.due >= 1; this.due--) {
      this.at = (this.at + 1) % this.ring.length;
      this.ring[this.at]?.write(bytes);
    }
  }
}
