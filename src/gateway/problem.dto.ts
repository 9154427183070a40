import type { ProblemCode } from './problem.catalogue.js';

/** What is wrong with one field. */
export class FieldProblemDto {
  /**
   * Which field, with dots between levels.
   * @example "messages.0.role"
   */
  field!: string;

  /** What was expected of it. */
  message!: string;
}

/** A problem document, RFC 9457. */
export class ProblemDto {
  /**
   * A URI that names the kind of problem.
   * @example "urn:openclaw-v2:problem:task_not_found"
   */
  type!: string;

  /** What kind of problem it is, in words. */
  title!: string;

  /** The HTTP status. */
  status!: number;

  /** What happened this time and what can be done. */
  detail!: string;

  /** The path that was asked for. */
  instance!: string;

  /** What kind of problem it is, for programs; it does not change. */
  code!: ProblemCode;

  /** Each field that is not valid. */
  errors?: FieldProblemDto[];

  /** Names the line in the log that has the cause, where this is our fault. */
  error_id?: string;
}
