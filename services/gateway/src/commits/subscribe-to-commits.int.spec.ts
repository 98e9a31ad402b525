import { PROJECTION_COMMITTED, RPC, type ProjectionCommitted } from '@system-landscape/contracts';
import { eventually } from '@system-landscape/test-support';
import { Logger } from '@nestjs/common';
import { SseClient } from '../testing/sse-client.js';
import { GatewayHarness } from '../testing/gateway-harness.js';
import { ScriptedLog } from '../testing/scripted-log.js';
import { SYSTEM, SYSTEM_ID } from '../testing/scripted-services.js';

const { getSystem } = RPC.projection;
const COMMIT = { readModel: '1', previousPosition: '5000', position: '5001', ids: ['a'], globalAccountIds: ['b'] };
const MALFORMED = [
  '',
  '{',
  'null',
  '[]',
  '4711',
  '{}',
  ...[
    { readModel: 1 },
    { previousPosition: undefined },
    { position: undefined },
    { position: 5001 },
    { position: '5,001' },
    { position: '-1' },
    { ids: undefined },
    { ids: 'a' },
    { ids: [1] },
    { globalAccountIds: null },
  ].map((wrong) => JSON.stringify({ ...COMMIT, ...wrong })),
];

let harness: GatewayHarness;

beforeAll(async () => {
  harness = await GatewayHarness.start();
});
afterAll(() => harness.stop());

const publish = (text: string) => harness.connection.publish(PROJECTION_COMMITTED, text);
const get = async () => {
  const path = `/v1/global-accounts/ga-demo/systems/${SYSTEM_ID}`;
  return (await harness.call('GET', path, { as: 'ga-viewer' })).body['version'];
};
/** Waits until a response comes from the cache, which is used only while commit messages arrive. */
const isCached = (version: number) =>
  eventually(async () => {
    const before = harness.services.count(getSystem);
    return (await get()) === version && harness.services.count(getSystem) === before;
  });

describe('a malformed commit message', () => {
  it('ends neither caching nor live events, and is logged once in a row', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn');
    const warnings = () => warn.mock.calls.filter(([text]) => String(text).includes('cannot be parsed'));
    let position = 5000;
    const commit = (ids: readonly string[]) => {
      const previousPosition = String(position);
      if (ids.length > 0) position += 1;
      const at: ProjectionCommitted = { ...COMMIT, previousPosition, position: String(position), ids };
      const system = { ...SYSTEM, version: position };
      harness.services.answer(getSystem, () => ({ system, position: at.position }));
      publish(JSON.stringify(at));
    };
    commit([]);
    await isCached(position);

    for (const text of MALFORMED) {
      publish(text);
      publish(text);
      commit([SYSTEM_ID]);
      await isCached(position);
    }
    expect(warnings()).toHaveLength(MALFORMED.length);

    const log = new ScriptedLog(harness);
    const url = `${await harness.instance.getUrl()}/v1/global-accounts/ga-demo/events?from=0`;
    const subscriber = await SseClient.open(url, await harness.tokenOf('ga-viewer'));
    await eventually(() => subscriber.names.includes('caught-up'));
    for (const text of MALFORMED) publish(text);
    log.append(1);
    await eventually(() => subscriber.positions.length === 1);
    subscriber.disconnect();
  });
});
