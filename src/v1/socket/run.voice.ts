import { property, stringOrNull } from '../json.js';
import { ResultText } from '../result.text.js';
import { tooLarge } from '../run.result.js';
import { RunText } from './run.text.js';

/** What a run says, from V1's events to the pieces that are passed on. */
export class RunVoice {
  private readonly text = new RunText();
  private readonly result: ResultText;
  private pieces: string[] = [];
  private bell = Promise.withResolvers<undefined>();
  /** Until V1 was looked at, nobody knows what an event continues. */
  private listening = false;
  /** Whether what V1 says cannot be passed on as it comes: part of it was said before. */
  private holding = false;

  constructor(private readonly maxBytes: number) {
    this.result = new ResultText(maxBytes);
  }

  /** Whether all that the run said was heard. */
  get isWhole(): boolean {
    return this.text.isGapless && !this.holding && !this.text.isEmpty;
  }

  /**
   * Takes up what was said before anybody listened; where that was several messages, at the end.
   * @param said - in messages that are complete
   * @param saying - in the one that is not
   */
  join(said: string, saying: string): void {
    if (this.listening) return;
    this.listening = true;
    this.holding = said !== '';
    if (!this.holding && saying !== '') this.say(this.text.catchUp(saying));
  }

  /** From now on, V1 says anew what was said in part, or in other words. */
  hold(): void {
    this.holding = true;
  }

  /** Takes the data of an event. */
  hear(data: unknown): void {
    if (!this.listening || this.holding) return;
    const text = stringOrNull(property(data, 'text'));
    if (text === null) return;
    const delta = stringOrNull(property(data, 'delta')) ?? '';
    const item = stringOrNull(property(data, 'itemId'));
    this.say(this.text.take({ text, delta, item }));
  }

  /** Lets who waits for something to be said go on. */
  readonly ring = (): void => {
    this.bell.resolve(undefined);
  };

  /** Waits until there is something, or {@link ring}. */
  async heard(): Promise<void> {
    await this.bell.promise;
    this.bell = Promise.withResolvers();
  }

  /** What can be passed on. @throws V1Error once it is too much */
  *passOn(): Generator<string, void, void> {
    for (const piece of this.pieces.splice(0)) yield* this.fit(this.result.take(piece));
  }

  /**
   * What is left of the whole text.
   * @returns whether the whole begins with what was passed on
   * @throws V1Error where it is too much
   */
  *complete(whole: string): Generator<string, boolean, void> {
    yield* this.passOn();
    const rest = this.text.rest(whole);
    yield* this.fit(this.result.take(rest ?? ''));
    yield* this.fit(this.result.end());
    return rest !== null;
  }

  private say(piece: string): void {
    if (piece !== '') this.pieces.push(piece);
    this.ring();
  }

  private *fit(piece: string): Generator<string, void, void> {
    if (piece !== '') yield piece;
    if (this.result.isFull) throw tooLarge(this.maxBytes);
  }
}
