import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonEvent, persistentSubscriptionToStreamSettingsFromDefaults } from '@eventstore/db-client';
import { run, start, stop } from './testing/run-program.js';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'embedded-event-store-command-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

describe('the command', () => {
  it('ends cleanly on SIGTERM and SIGINT', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const running = await start('--data', data);
      await running.client.appendToStream('a', jsonEvent({ type: 'tested', data: {} }));
      running.process.kill(signal);
      expect(await running.ended).toBe(0);
      await running.client.dispose();
      expect(existsSync(join(data, 'lock'))).toBe(false);
    }
  });

  it('ends cleanly while a group acknowledges', async () => {
    const running = await start('--data', data);
    const { client } = running;
    const events = Array.from({ length: 500 }, () => jsonEvent({ type: 'tested', data: {} }));
    await client.appendToStream('a', events);
    const settings = persistentSubscriptionToStreamSettingsFromDefaults({
      startFrom: 'start',
      checkPointUpperBound: 1,
    });
    await client.createPersistentSubscriptionToStream('a', 'group', settings);
    const subscription = client.subscribeToPersistentSubscriptionToStream('a', 'group');
    const dropped = new Promise((resolve) => subscription.once('error', resolve));
    let delivered = 0;
    subscription.on('data', (message) => {
      delivered += 1;
      if (delivered === 100) running.process.kill('SIGTERM');
      subscription.ack(message).catch(() => undefined);
    });
    expect(await running.ended).toBe(0);
    await dropped;
    await client.dispose();
  });

  it('prints in one line why it cannot start', async () => {
    const running = await start('--data', data);
    const { since } = JSON.parse(readFileSync(join(data, 'lock'), 'utf8')) as { since: string };
    const owner = `process ${running.process.pid} on ${hostname()} since ${since}`;
    expect(await run('--data', data, '--port', '0')).toEqual({
      code: 1,
      output: `The data folder ${data} is in use by ${owner}. Stop that event store, or give another folder with --data.\n`,
    });
    expect(await run('--mem', '--port', String(running.port))).toEqual({
      code: 1,
      output: `Port ${running.port} of 127.0.0.1 is taken. Stop what listens there, or give another one with --port.\n`,
    });
    expect(await run('--port', '0')).toEqual({
      code: 1,
      output: 'Give either --data with the folder of the data, or --mem to keep nothing.\n',
    });
    expect((await run('--mem', '--port', 'x')).code).toBe(1);
    await stop(running, 'SIGTERM');
  });

  it('copies a store into another one', async () => {
    const [source, target] = [await start('--mem'), await start('--mem')];
    await source.client.appendToStream('a', jsonEvent({ type: 'tested', data: {} }));
    const url = ({ port }: typeof source) => `esdb://127.0.0.1:${port}?tls=false`;
    expect(await run('copy', '--from', url(source), '--to', url(target))).toEqual({ code: 0, output: '' });
    expect(
      (await target.client.appendToStream('a', jsonEvent({ type: 'tested', data: {} }))).nextExpectedRevision,
    ).toBe(1n);
    await Promise.all([stop(source, 'SIGTERM'), stop(target, 'SIGTERM')]);
  });
});
