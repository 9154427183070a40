import { Module } from '@nestjs/common';

import { AppConfig } from '../config/app.config.js';
import { HttpV1Client } from './http-v1.client.js';
import { SocketV1Client } from './socket/socket-v1.client.js';
import { V1Client } from './v1.client.js';

/** Gives the {@link V1Client}. Needs AppConfig. */
@Module({
  providers: [
    {
      provide: V1Client,
      inject: [AppConfig],
      useFactory: (config: AppConfig): V1Client =>
        config.v1Protocol === 'ws' ? new SocketV1Client(config) : new HttpV1Client(config),
    },
  ],
  exports: [V1Client],
})
export class V1Module {}
