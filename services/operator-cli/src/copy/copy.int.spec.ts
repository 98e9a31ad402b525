import { SNAPSHOT_STREAM_PREFIX } from '@system-landscape/domain';
import { failed, pending, registered } from '@system-landscape/domain/testing';
import { CliHarness } from '../testing/cli-harness.js';
import type { EventLine } from '../events/event-line.js';

let source: CliHarness;
let target: CliHarness;

beforeEach(async () => {
  [source, target] = await Promise.all([CliHarness.start(), CliHarness.start()]);
  await source.append('broken', failed());
  await source.append('working', registered(), 'ga-other');
});
afterEach(() => Promise.all([source.stop(), target.stop()]));

const withoutPositions = (events: readonly EventLine[]) => events.map((event) => ({ ...event, position: '' }));

describe('landscape copy', () => {
  it('copies, verifies, and adds what is missing when it is started again', async () => {
    const count = failed().length + registered().length;
    const to = ['--to', target.eventStore.url];
    const first = await source.json<{ head: string }>('copy', ...to);
    expect(first).toMatchObject({ verified: count });
    await source.append('later', pending());
    expect(await source.json('copy', ...to)).toMatchObject({ verified: count + pending().length });
    expect(withoutPositions(await target.lines('events', 'read'))).toEqual(
      withoutPositions(await source.lines('events', 'read')),
    );
  });

  it('goes by no proxy that the machine has for the web', async () => {
    const nowhere = 'http://127.0.0.1:9';
    const { code } = await source.run(['copy', '--to', target.eventStore.url], {
      http_proxy: nowhere,
      https_proxy: nowhere,
    });
    expect(code).toBe(0);
  });

  it('leaves out the snapshots of long streams, of which a store may have lost the first ones', async () => {
    const snapshots = `${SNAPSHOT_STREAM_PREFIX}system-1`;
    await source.appendRaw(snapshots, [{ type: 'StateSnapshot', data: {} }]);
    await source.json('copy', '--to', target.eventStore.url);
    expect(await target.streamNames()).not.toContain(snapshots);
    expect((await target.streamNames()).filter((name) => name.startsWith('system-'))).toHaveLength(2);
  });

  it('refuses a target with other events in a stream, and itself', async () => {
    await target.append('broken', pending());
    const { code, stderr } = await source.runProcess(['copy'], { COPY_TO_URL: target.eventStore.url });
    expect([code, stderr]).toEqual([1, expect.stringMatching(/other events in that stream/)]);
    expect((await source.run(['copy', '--to', source.eventStore.url])).code).toBe(2);
    expect((await source.run(['copy'])).code).toBe(2);
  });
});
