var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") r = Reflect.decorate(decorators, target, key, desc);
    else for (var i = decorators.length - 1; i >= 0; i--) if (d = decorators[i]) r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
import { Global, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AppConfig } from './app.config.js';
/**
 * Reads the configuration from the environment and a `.env` file beside the process.
 * @throws ConfigError naming every variable that cannot be used
 */
export async function readConfig() {
    await ConfigModule.envVariablesLoaded;
    return new AppConfig((name) => process.env[name]);
}
/** Provides {@link AppConfig} everywhere. */
let AppConfigModule = class AppConfigModule {
};
AppConfigModule = __decorate([
    Global(),
    Module({
        imports: [ConfigModule.forRoot()],
        providers: [{ provide: AppConfig, useFactory: readConfig }],
        exports: [AppConfig],
    })
], AppConfigModule);
export { AppConfigModule };
//# sourceMappingURL=config.module.js.map