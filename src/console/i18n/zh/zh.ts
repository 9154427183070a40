import { console } from './console.ts';
import { errors } from './errors.ts';
import { list } from './list.ts';
import { submit } from './submit.ts';
import { task } from './task.ts';

/** All that the console says, in Chinese. */
export const zh = { ...console, ...errors, ...list, ...submit, ...task };
