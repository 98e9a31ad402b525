import { type DynamicModule, Module } from '@nestjs/common';
import { HealthModule, loggingModule, MetricsModule } from '@system-landscape/service-kit';

/** What the service has beside the provider, which answers its paths itself. */
@Module({})
export class AppModule {
  static with({ logLevel }: { readonly logLevel: string }): DynamicModule {
    return {
      module: AppModule,
      imports: [loggingModule({ service: 'identity-provider', level: logLevel }), HealthModule.with([]), MetricsModule],
    };
  }
}
