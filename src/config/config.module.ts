import { Global, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AppConfig } from './app.config.js';

/**
 * Reads the configuration from the environment and a `.env` file beside the process.
 * @throws ConfigError naming every variable that cannot be used
 */
export async function readConfig(): Promise<AppConfig> {
  await ConfigModule.envVariablesLoaded;
  return new AppConfig((name) => process.env[name]);
}

/** Provides {@link AppConfig} everywhere. */
@Global()
@Module({
  imports: [ConfigModule.forRoot()],
  providers: [{ provide: AppConfig, useFactory: readConfig }],
  exports: [AppConfig],
})
export class AppConfigModule {}
