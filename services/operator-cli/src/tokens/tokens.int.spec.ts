import { pending, registered } from '@system-landscape/domain/testing';
import { randomUUID } from 'node:crypto';
import { CliHarness, type Appended } from '../testing/cli-harness.js';
import type { ListedToken } from './list-tokens.js';

const HOUR = 3_600_000;

let harness: CliHarness;
let live: Appended;
let used: Appended;
let over: Appended;

beforeAll(async () => {
  harness = await CliHarness.start();
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
  live = await harness.append('live', expiringIn(HOUR));
  over = await harness.append('over', expiringIn(-HOUR), 'ga-other');
  used = await harness.append('used', registered());
});
afterAll(() => harness.stop());

const states = async (...args: string[]) =>
  (await harness.json<ListedToken[]>('tokens', 'list', ...args)).map(({ systemId, state }) => [systemId, state]);

describe('landscape tokens', () => {
  it('M-13: shows the tokens that can be redeemed now', async () => {
    expect(await states()).toEqual([[live.systemId, 'LIVE']]);
  });

  it('shows all tokens with --all', async () => {
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
