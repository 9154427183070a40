import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Injectable } from '@nestjs/common';

/** Which worker this is: host, process and a few random letters, for a process id comes again. */
@Injectable()
export class WorkerIdentity {
  readonly id = `${hostname()}.${process.pid}.${randomBytes(3).toString('hex')}`;
}
