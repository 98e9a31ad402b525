import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { nameIdOf, systemIdOf, systemStream } from '@system-landscape/domain';
import { ACCOUNT, registered } from '@system-landscape/domain/testing';
import { ODD_EVENTS } from '@system-landscape/event-store/testing';
import { REPOSITORY_ROOT, startNats } from '@system-landscape/test-support';
import { join } from 'node:path';
import { CliHarness } from '../testing/cli-harness.js';

let harness: CliHarness;
const nameOf = (what: string) => `With ${what}`;
const systemOf = (name: string) => systemIdOf(nameIdOf(ACCOUNT, name), 1);

beforeAll(async () => {
  harness = await CliHarness.start();
  for (const { what, append } of ODD_EVENTS) {
    await harness.append(nameOf(what), registered());
    await append(harness.client, systemStream(nameIdOf(ACCOUNT, nameOf(what))));
  }
  await harness.append('Deleted', registered());
  await harness.client.tombstoneStream(systemStream(nameIdOf(ACCOUNT, 'Deleted')));
  await harness.append('Good', registered());
});
afterAll(() => harness.stop());

describe('with odd events of every kind in the log', () => {
  it.each([
    ['events', 'read'],
    ['events', 'read', '--json'],
    ['events', 'read', '--account', ACCOUNT],
    ['events', 'read', '--since', '2020-01-01T00:00:00Z'],
    ['tokens', 'list', '--all'],
  ])('landscape %s %s ends well', async (...args) => {
    const { code, stderr } = await harness.run(args.filter((arg) => arg !== undefined));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('what-if leaves out what it cannot decide again, and says so', async () => {
    const policy = join(REPOSITORY_ROOT, 'libs/domain/dist/index.js');
    const { stdout, stderr } = await harness.runProcess(['what-if', '--policy', policy, '--json']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ systems: 2, leftOut: ODD_EVENTS.length });
  });

  it.each(['Good', ...ODD_EVENTS.slice(0, 6).map(({ what }) => nameOf(what))])(
    'system show and explain tell of %s what can be read',
    async (name) => {
      for (const [command, ...options] of [['show'], ['explain', '--from-log']] as const) {
        const { code, stdout } = await harness.run(['system', command, systemOf(name), ...options, '--json']);
        expect([code, stdout]).toEqual([0, expect.stringContaining(systemOf(name)) as string]);
      }
    },
  );

  it('verify finds the log intact, seals it, and finds it as it was sealed', async () => {
    expect(await harness.json('verify')).toMatchObject({ verdict: 'intact' });
    const [key, checkpoints] = [harness.file('sealing.pem'), harness.file('checkpoints.ndjson')];
    await harness.json('verify', 'key', key);
    await harness.json('verify', 'seal', '--key', key, '--checkpoints', checkpoints);
    const sealed = await harness.json('verify', '--checkpoints', checkpoints, '--public-key', `${key}.pub`);
    expect(sealed).toMatchObject({ verdict: 'intact', unsealed: 0 });
  });

  it('a replay leaves out what the relay leaves out, and says so', async () => {
    const nats = await startNats();
    const result = await harness.run(['replay', '--subject', 'replay.odd', '--rate', '10000', '--json'], {
      NATS_URL: nats.url,
    });
    await nats.stop();
    expect([result.code, JSON.parse(result.stdout)]).toEqual([
      0,
      expect.objectContaining({ unreadable: ODD_EVENTS.length }),
    ]);
  });

  it('events tail follows the log past them, until Ctrl-C', async () => {
    const all = await harness.lines('events', 'read');
    const child = harness.start(['events', 'tail', '--from', '0']);
    const ended = once(child, 'exit');
    let lines = 0;
    for await (const chunk of child.stdout!) {
      lines += String(chunk).split('\n').length - 1;
      if (lines >= all.length) child.kill('SIGINT');
    }
    expect([lines, await ended]).toEqual([all.length, [0, null]]);
  });

  it('an export holds them all', async () => {
    const file = harness.file('export.jsonl');
    expect(await harness.run(['events', 'read', '--export', file])).toMatchObject({ code: 0 });
    expect(readFileSync(file, 'utf8')).toContain('SystemPainted');
  });
});
