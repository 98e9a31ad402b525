import { PROJECTION_COMMITTED, SUBJECTS, type ProjectionCommitted } from '@system-landscape/contracts';
import { eventually } from '@system-landscape/test-support';
import { Logger } from '@nestjs/common';
import { EventReader } from '../testing/event-reader.js';
import { GatewayHarness } from '../testing/gateway-harness.js';
import { ScriptedLog } from '../testing/scripted-log.js';
import { SYSTEM, SYSTEM_ID } from '../testing/scripted-services.js';

const { getSystem } = SUBJECTS.projection;
const COMMIT = { readModel: '1', previousPosition: '5000', position: '5001', ids: ['a'], globalAccountIds: ['b'] };
const UNREADABLE = [
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

const tell = (text: string) => harness.connection.publish(PROJECTION_COMMITTED, text);
const get = async () => {
  const path = `/v1/global-accounts/ga-demo/systems/${SYSTEM_ID}`;
  return (await harness.call('GET', path, { as: 'ga-viewer' })).body['version'];
};
/** The answer comes from memory, which the gateway keeps only while it hears what is told. */
const remembers = (version: number) =>
  eventually(async () => {
    const asked = harness.services.count(getSystem);
    return (await get()) === version && harness.services.count(getSystem) === asked;
  });

describe('what cannot be read of what the projection tells', () => {
  it('ends neither remembering nor live events, whatever it is, and is logged once in a row', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn');
    const unreadable = () => warn.mock.calls.filter(([text]) => String(text).includes('cannot be read'));
    let position = 5000;
    const commit = (ids: readonly string[]) => {
      const previousPosition = String(position);
      if (ids.length > 0) position += 1;
      const at: ProjectionCommitted = { ...COMMIT, previousPosition, position: String(position), ids };
      const system = { ...SYSTEM, version: position };
      harness.services.answer(getSystem, () => ({ system, position: at.position }));
      tell(JSON.stringify(at));
    };
    commit([]);
    await remembers(position);

    for (const text of UNREADABLE) {
      tell(text);
      tell(text);
      commit([SYSTEM_ID]);
      await remembers(position);
    }
    expect(unreadable()).toHaveLength(UNREADABLE.length);

    const log = new ScriptedLog(harness);
    const url = `${await harness.instance.getUrl()}/v1/global-accounts/ga-demo/events?from=0`;
    const reader = await EventReader.open(url, await harness.tokenOf('ga-viewer'));
    await eventually(() => reader.names.includes('caught-up'));
    for (const text of UNREADABLE) tell(text);
    log.append(1);
    await eventually(() => reader.positions.length === 1);
    reader.leave();
  });
});
