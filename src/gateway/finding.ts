import type { ProblemCode } from './problem.catalogue.js';
import type { ProblemDto } from './problem.dto.js';

/** What is told of one problem: a code of the catalogue and the words for this time. */
export interface Finding {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: ProblemDto['errors'];
  readonly errorId?: string;
}
