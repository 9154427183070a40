var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Module } from '@nestjs/common';
import { AppConfig } from '../config/app.config.js';
import { HttpV1Client } from './http-v1.client.js';
import { SocketV1Client } from './socket/socket-v1.client.js';
import { V1Client } from './v1.client.js';
/** Gives the {@link V1Client}. Needs AppConfig. */
let V1Module = class V1Module {
};
V1Module = __decorate([
    Module({
        providers: [
            {
                provide: V1Client,
                inject: [AppConfig],
                useFactory: (config) => config.v1Protocol === 'ws' ? new SocketV1Client(config) : new HttpV1Client(config),
            },
        ],
        exports: [V1Client],
    })
], V1Module);
export { V1Module };
//# sourceMappingURL=v1.module.js.map