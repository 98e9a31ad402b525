import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AckPolicy, connect, consumerOpts, type NatsConnection } from 'nats';
import { natsServerBinary, startProcess, type RunningProcess } from '@system-landscape/test-support';
import { natsConfig, SERVICES, SERVICES_INBOX_PREFIX } from './nats-config.js';

describe('natsConfig', () => {
  let folder: string;
  let server: RunningProcess;
  let services: NatsConnection;
  let anonymous: NatsConnection;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'landscape-nats-'));
    const config = {
      port: -1,
      storeDir: join(folder, 'nats'),
      storageKey: 'k'.repeat(43),
      servicesPassword: 'se"cr\\et',
    };
    writeFileSync(join(folder, 'nats.conf'), natsConfig(config));
    server = await startProcess({
      name: 'nats-server',
      command: natsServerBinary(),
      args: ['--config', join(folder, 'nats.conf')],
      readyLine: /Listening for client connections on (\S+:\d+)[\s\S]*Server is ready/,
    });
    const servers = server.ready[1] ?? '';
    services = await connect({ servers, user: SERVICES, pass: 'se"cr\\et', inboxPrefix: SERVICES_INBOX_PREFIX });
    anonymous = await connect({ servers });
    const manager = await services.jetstreamManager();
    await manager.streams.add({ name: 'LANDSCAPE', subjects: ['landscape.*.system.>'] });
    for (const subject of ['rpc.system-types.list.v1', 'rpc.token-issuance.display.v1']) {
      services.subscribe(subject, { callback: (_error, message) => message.respond('answer') });
    }
    await services.flush();
    await services.jetstream().publish('landscape.ga-demo.system.s1.added', 'a very secret fact');
  });
  afterAll(async () => {
    await anonymous.close();
    await services.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  it('lets anonymous clients request the system types, and nothing else', async () => {
    expect((await anonymous.request('rpc.system-types.list.v1', '{}')).string()).toBe('answer');
    await expect(anonymous.request('rpc.token-issuance.display.v1', '{}')).rejects.toThrow(/Permissions Violation/);
    expect((await services.request('rpc.token-issuance.display.v1', '{}')).string()).toBe('answer');
  });

  it('lets anonymous clients consume public events by pull and by push', async () => {
    const jetstream = anonymous.jetstream();
    const ordered = await jetstream.consumers.get('LANDSCAPE');
    expect((await ordered.next())?.string()).toBe('a very secret fact');

    const manager = await anonymous.jetstreamManager();
    const message1 = await manager.streams.getMessage('LANDSCAPE', { seq: 1 });
    expect(message1.string()).toBe('a very secret fact');
    await manager.consumers.add('LANDSCAPE', { durable_name: 'audit', ack_policy: AckPolicy.Explicit });
    const durable = await jetstream.consumers.get('LANDSCAPE', 'audit');
    const message = await durable.next();
    expect(await message?.ackAck()).toBe(true);

    const push = await jetstream.subscribe('landscape.>', consumerOpts().orderedConsumer().bindStream('LANDSCAPE'));
    for await (const pushed of push) {
      expect(pushed.string()).toBe('a very secret fact');
      break;
    }
  });

  it('lets only services change the stream and publish to it', async () => {
    const manager = await anonymous.jetstreamManager();
    await expect(manager.streams.delete('LANDSCAPE')).rejects.toThrow(/Permissions Violation/);
    await expect(manager.streams.purge('LANDSCAPE')).rejects.toThrow(/Permissions Violation/);
    await expect(manager.consumers.delete('LANDSCAPE', 'audit')).rejects.toThrow(/Permissions Violation/);
    await expect(anonymous.jetstream().publish('landscape.ga-demo.system.s1.added', 'forged')).rejects.toThrow(
      /Permissions Violation/,
    );
  });

  it('hides replies to services from anonymous clients', async () => {
    const seen: string[] = [];
    const subscription = anonymous.subscribe('_INBOX.>', { callback: (_error, message) => seen.push(message.subject) });
    const denied = new Promise((resolve) => anonymous.subscribe(`${SERVICES_INBOX_PREFIX}.>`, { callback: resolve }));
    expect(String(await denied)).toContain('Permissions Violation');
    await anonymous.flush();
    await services.request('rpc.token-issuance.display.v1', '{}', { timeout: 2_000 });
    await anonymous.flush();
    expect(seen).toEqual([]);
    subscription.unsubscribe();
  });

  it('refuses a service the default inbox prefix, to which every client may subscribe', async () => {
    const servers = server.ready[1] ?? '';
    const misconfigured = await connect({ servers, user: SERVICES, pass: 'se"cr\\et' });
    await expect(misconfigured.request('rpc.system-types.list.v1', '{}', { timeout: 500 })).rejects.toThrow();
    await misconfigured.close();
  });

  it('stores public events encrypted', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file));
    const stored = files.filter((file) => file.endsWith('.blk') && statSync(file).isFile());
    expect(stored.length).toBeGreaterThan(0);
    for (const file of stored) expect(readFileSync(file).includes('secret fact')).toBe(false);
  });
});
