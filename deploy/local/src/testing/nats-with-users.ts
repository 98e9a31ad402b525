import { BUS_USERS, EVERYBODY, inboxPrefixOf, type BusUser } from '@system-landscape/contracts';
import { NatsUsersFolder } from '@system-landscape/nats-users';
import { natsServerBinary, startProcess, temporaryFolder, type RunningProcess } from '@system-landscape/test-support';
import { connect, nkeyAuthenticator, type ConnectionOptions, type NatsConnection } from 'nats';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { natsConfig } from '../nats-config.js';

/** A nats-server as the local start configures it: with the users of the services, and named subscribers. */
export class NatsWithUsers {
  private constructor(
    private readonly folder: Awaited<ReturnType<typeof temporaryFolder>>,
    private readonly server: RunningProcess,
    readonly users: NatsUsersFolder,
  ) {}

  /** @param subscribers each may read the facts of ga-demo */
  static async start(subscribers: readonly string[] = []): Promise<NatsWithUsers> {
    const folder = await temporaryFolder('nats-with-users');
    const users = new NatsUsersFolder(join(folder.path, 'nats-users'));
    users.provide();
    for (const name of subscribers) {
      users.putSubscriber(name, { accounts: ['ga-demo'], durable: true, createdAt: '2026-01-01T00:00:00Z' });
    }
    const config = join(folder.path, 'nats.conf');
    const storeDir = join(folder.path, 'js');
    const usersFile = 'nats-users/users.conf';
    writeFileSync(config, natsConfig({ port: -1, storeDir, storageKey: 'k'.repeat(43), usersFile }));
    const server = await startProcess({
      name: 'nats-server',
      command: natsServerBinary(),
      args: ['--config', config],
      readyLine: /Listening for client connections on (\S+:\d+)[\s\S]*Server is ready/,
    });
    return new NatsWithUsers(folder, server, users);
  }

  get url(): string {
    return this.server.ready[1] ?? '';
  }

  /** Where everything is that the server and its users have stored. */
  get path(): string {
    return this.folder.path;
  }

  /** @param user of a service, a subscriber, or `EVERYBODY`, who has no credentials */
  connectAs(user: string, more: ConnectionOptions = {}): Promise<NatsConnection> {
    if (user === EVERYBODY) return connect({ servers: this.url, ...more });
    const authenticator = nkeyAuthenticator(readFileSync(this.keyFileOf(user)));
    return connect({ servers: this.url, authenticator, inboxPrefix: inboxPrefixOf(user), ...more });
  }

  async stop(): Promise<void> {
    await this.server.stop();
    await this.folder.remove();
  }

  private keyFileOf(user: string): string {
    const isService = (BUS_USERS as readonly string[]).includes(user);
    return isService ? this.users.keyFile(user as BusUser) : this.users.subscriberKeyFile(user);
  }
}
