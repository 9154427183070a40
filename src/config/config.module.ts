import { Global, Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { AppConfig } from './app.config.js';

/** Provides {@link AppConfig} everywhere, read from the environment and a `.env` file beside it. */
@Global()
@Module({
  imports: [ConfigModule.forRoot()],
  providers: [
    {
      provide: AppConfig,
      inject: [ConfigService],
      useFactory: (env: ConfigService) => new AppConfig((name) => env.get<string>(name)),
    },
  ],
  exports: [AppConfig],
})
export class AppConfigModule {}
