import { Global, Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { NATS } from './nats-connection.js';
import { RpcClient } from './rpc-client.js';

/** The process's connection and the client on it, for every module; drains the connection when the application has shut down. */
@Global()
@Module({})
export class MessagingModule implements OnApplicationShutdown {
  constructor(@Inject(NATS) private readonly connection: NatsConnection) {}

  static with(connection: NatsConnection): DynamicModule {
    return {
      module: MessagingModule,
      providers: [
        { provide: NATS, useValue: connection },
        { provide: RpcClient, useValue: new RpcClient(connection) },
      ],
      exports: [NATS, RpcClient],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.connection.isClosed()) await this.connection.drain();
  }
}
