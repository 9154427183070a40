/** What a probe shows of the rest of the system, without judging it. */
export abstract class SystemView {
  /** Raises where it is not known at the moment. */
  abstract show(): Promise<Record<string, unknown>>;
}
