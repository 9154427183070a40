import { signal } from '@preact/signals';

/** What an agent said so far, kept in the pieces that it came in: joining them again and again is dear. */
export class Output {
  /** Rises with whatever changes. */
  readonly version = signal(0);
  /** Rises when all was dropped: what was read of {@link pieces} is void then. */
  generation = 0;
  /** Characters in all. */
  readonly length = signal(0);

  private parts: string[] = [];

  /** All pieces, the oldest first. */
  get pieces(): readonly string[] {
    return this.parts;
  }

  append(text: string): void {
    if (text === '') return;
    this.parts.push(text);
    this.length.value += text.length;
    this.version.value++;
  }

  /** Drops all. */
  clear(): void {
    if (this.length.peek() === 0) return;
    this.parts = [];
    this.length.value = 0;
    this.generation++;
    this.version.value++;
  }

  /** All of it as one text. */
  text(): string {
    return this.parts.join('');
  }
}
