import { pending, registered } from '@system-landscape/domain/testing';
import { randomUUID } from 'node:crypto';
import { CliBench, type Appended } from '../testing/cli-bench.js';
import type { ListedToken } from './list-tokens.js';

const HOUR = 3_600_000;

let bench: CliBench;
let live: Appended;
let used: Appended;
let over: Appended;

beforeAll(async () => {
  bench = await CliBench.start();
  const expiringIn = (milliseconds: number) =>
    pending().map((event) =>
      event.type === 'IntegrationTokenIssued'
        ? {
            ...event,
            data: {
              ...event.data,
              tokenId: randomUUID(),
              expiresAt: new Date(Date.now() + milliseconds).toISOString(),
            },
          }
        : event,
    );
  live = await bench.append('live', expiringIn(HOUR));
  over = await bench.append('over', expiringIn(-HOUR), 'ga-other');
  used = await bench.append('used', registered());
});
afterAll(() => bench.stop());

const states = async (...args: string[]) =>
  (await bench.json<ListedToken[]>('tokens', 'list', ...args)).map(({ systemId, state }) => [systemId, state]);

describe('landscape tokens', () => {
  it('M-13: shows those that can be redeemed now', async () => {
    expect(await states()).toEqual([[live.systemId, 'LIVE']]);
  });

  it('shows all of them where that is asked for', async () => {
    const all = await states('--all');
    expect(all).toHaveLength(3);
    expect(all).toEqual(
      expect.arrayContaining([
        [used.systemId, 'USED'],
        [over.systemId, 'EXPIRED'],
        [live.systemId, 'LIVE'],
      ]),
    );
    expect(await states('--all', '--account', 'ga-other')).toEqual([[over.systemId, 'EXPIRED']]);
    expect(await states('--all', '--system', used.systemId)).toEqual([[used.systemId, 'USED']]);
  });
});
