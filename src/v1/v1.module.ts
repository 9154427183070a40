import { Module } from '@nestjs/common';

import { HttpV1Client } from './http-v1.client.js';
import { V1Client } from './v1.client.js';

/** Gives the {@link V1Client}. Needs AppConfig. */
@Module({
  providers: [{ provide: V1Client, useClass: HttpV1Client }],
  exports: [V1Client],
})
export class V1Module {}
