import { type DynamicModule, Module } from '@nestjs/common';
import { HealthModule, loggingModule, MetricsModule } from '@system-landscape/service-kit';
import Provider from 'oidc-provider';
import { IdentityProviderSettings } from './settings.js';
import { SignInController } from './sign-in/sign-in.http.controller.js';

/** Everything except oidc-provider's own endpoints, which `identity-provider.ts` mounts before the router. */
@Module({})
export class AppModule {
  static with(settings: IdentityProviderSettings, provider: Provider): DynamicModule {
    return {
      module: AppModule,
      imports: [
        loggingModule({ service: 'identity-provider', level: settings.logLevel }),
        HealthModule.with([]),
        MetricsModule,
      ],
      controllers: [SignInController],
      providers: [
        { provide: Provider, useValue: provider },
        { provide: IdentityProviderSettings, useValue: settings },
      ],
    };
  }
}
