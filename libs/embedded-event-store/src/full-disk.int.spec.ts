import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FORWARDS, jsonEvent, START } from '@eventstore/db-client';
import { DidNotStart, start, stop, type Running } from './testing/run-program.js';

// A small disk of its own; only root may make one.
const disk = mkdtempSync(join(tmpdir(), 'embedded-event-store-disk-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'none', disk]).status === 0;
afterAll(() => {
  if (mounted) spawnSync('umount', [disk]);
  rmdirSync(disk);
});

const event = () => jsonEvent({ type: 'tested', data: { text: 'x'.repeat(1_000) } });

(mounted ? describe : describe.skip)('On a full disk', () => {
  const data = join(disk, 'data');
  const filler = join(disk, 'filler');
  let acknowledged = 0;

  const fill = () => writeFileSync(filler, Buffer.alloc(Math.max(0, free() - 64 * 1024)));
  const free = () => statfsSync(disk).bavail * statfsSync(disk).bsize;
  const stored = async ({ client }: Running) => {
    let count = 0;
    for await (const _ of client.readStream('stream', { direction: FORWARDS, fromRevision: START })) count += 1;
    return count;
  };

  it('an append is refused, and the store ends with what is full', async () => {
    const running = await start('--data', data);
    let said = '';
    running.process.stderr?.on('data', (text: Buffer) => (said += text.toString()));
    for (; acknowledged < 10; acknowledged += 1) await running.client.appendToStream('stream', event());
    fill();
    const refused = (async () => {
      for (; ; acknowledged += 1) await running.client.appendToStream('stream', event());
    })();
    await expect(refused).rejects.toThrow();
    expect(await running.ended).toBe(1);
    expect(said).toMatch(new RegExp(`The log cannot be written: No space left on device.+ Data folder: ${data}\\.`));
    await running.client.dispose();
  });

  it('it does not start, and says so', async () => {
    writeFileSync(`${filler}.rest`, Buffer.alloc(free()));
    const error = await start('--data', data).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(DidNotStart);
    expect((error as DidNotStart).output).toContain(`The disk of the data folder ${data} is full.`);
  });

  it('nothing that was acknowledged is lost, and it goes on when there is space', async () => {
    rmSync(filler);
    rmSync(`${filler}.rest`);
    const running = await start('--data', data);
    // One more may be there: written, while its answer was lost with the process.
    expect([acknowledged, acknowledged + 1]).toContain(await stored(running));
    await running.client.appendToStream('stream', event());
    await stop(running, 'SIGTERM');
  });
});
