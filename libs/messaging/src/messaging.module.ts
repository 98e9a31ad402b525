import {
  Global,
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { NATS } from './nats-connection.js';
import { logPermissionViolations } from './permission-violations.js';
import { RpcClient } from './rpc-client.js';

/** The process's connection and the client on it, for every module; drains the connection when the application has shut down. */
@Global()
@Module({})
export class MessagingModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private watching: Promise<void> | undefined;

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

  onApplicationBootstrap(): void {
    // Nest calls this hook twice: for HTTP and for the microservice.
    this.watching ??= logPermissionViolations(this.connection, new Logger('NATS'));
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.connection.isClosed()) await this.connection.drain();
  }
}
