import { RPC } from '@system-landscape/contracts';
import { GatewayHarness } from '../testing/gateway-harness.js';
import {
  COMPARISON,
  EXPLANATION,
  INCIDENT,
  PROJECTION_STATUS,
  QUARANTINED,
  RELAY_STATUS,
  SYSTEM_ID,
} from '../testing/scripted-services.js';

const INCIDENTS = '/v1/operations/incidents';
const RESOLUTION = `${INCIDENTS}/${SYSTEM_ID}/resolution`;
const PARKED = '/v1/operations/parked';
const PROJECTION = '/v1/operations/projection';
const { deregistration, registration, projection, eventRelay } = RPC;

let harness: GatewayHarness;

beforeAll(async () => {
  harness = await GatewayHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.services.reset());

describe('incidents', () => {
  it('M-25: are listed page by page', async () => {
    const answer = await harness.call('GET', `${INCIDENTS}?limit=1&cursor=c`, { as: 'operator' });
    expect(answer.body).toEqual({ items: [INCIDENT], nextCursor: 'next' });
    expect(harness.services.last(projection.listIncidents).data).toEqual({ limit: 1, cursor: 'c' });
  });

  it.each(['retry', 'confirm-removed'])('R12: are resolved by %s, with a note', async (action) => {
    const body = { action, note: 'Repaired' };
    const answer = await harness.call('POST', RESOLUTION, { as: 'operator', body });
    expect([answer.status, answer.headers.get('landscape-position')]).toEqual([204, '4711']);
    const { data, headers } = harness.services.last(deregistration.resolveIncident);
    expect(data).toEqual({ systemId: SYSTEM_ID, ...body });
    expect(JSON.parse(decodeURIComponent(headers['actor']!))).toMatchObject({ subject: 'operator' });
  });

  it('R12: 404 where none is open', async () => {
    harness.services.refuse(deregistration.resolveIncident, { code: 'NOT_FOUND', status: 404, detail: 'None.' });
    const answer = await harness.call('POST', RESOLUTION, { as: 'operator', body: { action: 'retry', note: 'x' } });
    expect([answer.status, answer.body['code']]).toEqual([404, 'NOT_FOUND']);
  });

  it.each([
    { action: 'forget', note: 'x' },
    { action: 'retry' },
    { action: 'retry', note: '' },
    { action: 'retry', note: '  ' },
    { action: 'retry', note: 'x'.repeat(1001) },
    { action: 'retry', note: 'x', more: 1 },
  ])('400 for an invalid resolution: %j', async (body) => {
    expect((await harness.call('POST', RESOLUTION, { as: 'operator', body })).status).toBe(400);
    expect(harness.services.arrived).toEqual([]);
  });
});

describe('parked hints', () => {
  it('are counted by subscription', async () => {
    const answer = await harness.call('GET', PARKED, { as: 'operator' });
    expect(answer.body).toEqual({
      items: [
        { subscription: 'registration', parked: 2 },
        { subscription: 'deregistration', parked: 0 },
        { subscription: 'assignment', parked: 0 },
      ],
      nextCursor: null,
    });
  });

  it('are replayed by the service that consumes them', async () => {
    const answer = await harness.call('POST', `${PARKED}/deregistration/replay`, { as: 'operator' });
    expect(answer.status).toBe(204);
    expect(harness.services.count(deregistration.replayParked)).toBe(1);
    expect(harness.services.count(registration.replayParked)).toBe(0);
  });

  it.each(['nobody', 'projection', '__proto__'])('404 for %s, which is no subscription', async (name) => {
    expect((await harness.call('POST', `${PARKED}/${name}/replay`, { as: 'operator' })).status).toBe(404);
    expect(harness.services.arrived).toEqual([]);
  });

  it('503 while a consuming service is unavailable', async () => {
    await harness.services.stop(registration.countParked);
    const answer = await harness.call('GET', PARKED, { as: 'operator' });
    expect([answer.status, answer.body['code']]).toEqual([503, 'UNAVAILABLE']);
  });
});

describe('streams in quarantine', () => {
  const QUARANTINE = '/v1/operations/quarantine';
  const STREAM = `${QUARANTINE}/${QUARANTINED.stream}`;
  const SKIP = { eventId: QUARANTINED.eventId, note: 'Written by a test' };

  it('are listed page by page, and shown', async () => {
    const list = await harness.call('GET', `${QUARANTINE}?limit=1&cursor=c`, { as: 'operator' });
    expect(list.body).toEqual({ items: [QUARANTINED], nextCursor: 'next' });
    expect(harness.services.last(projection.listQuarantined).data).toEqual({ limit: 1, cursor: 'c' });
    expect((await harness.call('GET', STREAM, { as: 'operator' })).body).toEqual(QUARANTINED);
    expect(harness.services.last(projection.getQuarantined).data).toEqual({ stream: QUARANTINED.stream });
  });

  it.each([
    ['has left it', null],
    ['stays in it', QUARANTINED],
  ])('are read again on request; the answer says that the stream %s', async (_, quarantined) => {
    harness.services.answer(projection.retryQuarantined, () => ({ quarantined }));
    const answer = await harness.call('POST', `${STREAM}/retry`, { as: 'operator' });
    expect([answer.status, answer.body]).toEqual([200, { quarantined }]);
    expect(harness.services.last(projection.retryQuarantined).data).toEqual({ stream: QUARANTINED.stream });
  });

  it('are freed of their event on behalf of the operator, with a note', async () => {
    const answer = await harness.call('POST', `${STREAM}/skip`, { as: 'operator', body: SKIP, key: 'skip-it' });
    expect([answer.status, answer.headers.get('landscape-position')]).toEqual([204, '4242']);
    const { data, headers } = harness.services.last(deregistration.skipEvent);
    expect(data).toEqual({ stream: QUARANTINED.stream, ...SKIP });
    expect(headers['idempotency-key']).toBe('skip-it');
    expect(JSON.parse(decodeURIComponent(headers['actor']!))).toMatchObject({ subject: 'operator' });
  });

  it('answer a repeated skip without a position, since nothing was appended', async () => {
    harness.services.answer(deregistration.skipEvent, () => ({ position: null }));
    const answer = await harness.call('POST', `${STREAM}/skip`, { as: 'operator', body: SKIP });
    expect([answer.status, answer.headers.has('landscape-position')]).toEqual([204, false]);
  });

  it.each([
    ['GET', STREAM, projection.getQuarantined, undefined],
    ['POST', `${STREAM}/retry`, projection.retryQuarantined, undefined],
    ['POST', `${STREAM}/skip`, deregistration.skipEvent, SKIP],
  ])('404 for %s %s without one', async (method, path, rpc, body) => {
    harness.services.refuse(rpc, { code: 'NOT_FOUND', status: 404, detail: 'No such stream is in quarantine.' });
    const answer = await harness.call(method, path, { as: 'operator', ...(body && { body }) });
    expect([answer.status, answer.body['code']]).toEqual([404, 'NOT_FOUND']);
  });

  it.each([{ note: '' }, { note: ' ' }, {}, { ...SKIP, note: 'x'.repeat(1001) }, { ...SKIP, more: 1 }])(
    '400 for an invalid skip: %j',
    async (body) => {
      expect((await harness.call('POST', `${STREAM}/skip`, { as: 'operator', body })).status).toBe(400);
      expect(harness.services.arrived).toEqual([]);
    },
  );
});

describe('the explanation of a status', () => {
  const EXPLAIN = `/v1/operations/systems/${SYSTEM_ID}/explanation`;

  it('comes from the read model, with the position that it is from', async () => {
    const answer = await harness.call('GET', `${EXPLAIN}?minPosition=4999`, { as: 'operator' });
    expect([answer.status, answer.body, answer.headers.get('landscape-position')]).toEqual([200, EXPLANATION, '5000']);
    expect(harness.services.last(projection.explainSystem).data).toEqual({ systemId: SYSTEM_ID, minPosition: '4999' });
  });

  it('404 for an unknown system, and for what is no id without asking', async () => {
    harness.services.refuse(projection.explainSystem, { code: 'NOT_FOUND', status: 404, detail: 'No such system.' });
    expect((await harness.call('GET', EXPLAIN, { as: 'operator' })).status).toBe(404);
    await harness.services.reset();
    const answer = await harness.call('GET', '/v1/operations/systems/nonsense/explanation', { as: 'operator' });
    expect([answer.status, harness.services.arrived]).toEqual([404, []]);
  });
});

describe('the event relay', () => {
  const RELAY = '/v1/operations/relay';

  it('is mended up to a message, on behalf of the operator', async () => {
    const answer = await harness.call('POST', `${RELAY}/mend`, { as: 'operator', body: { upTo: 3 } });
    expect(answer.status).toBe(204);
    const { data, headers } = harness.services.last(eventRelay.mend);
    expect(data).toEqual({ upTo: 3 });
    expect(JSON.parse(decodeURIComponent(headers['actor']!))).toMatchObject({ subject: 'operator' });
    expect((await harness.call('POST', `${RELAY}/mend`, { as: 'operator', body: { upTo: 0 } })).status).toBe(400);
  });

  it('answers its position', async () => {
    expect((await harness.call('GET', RELAY, { as: 'operator' })).body).toEqual(RELAY_STATUS);
  });

  it('503 while it is unavailable', async () => {
    await harness.services.stop(eventRelay.getStatus);
    const answer = await harness.call('GET', RELAY, { as: 'operator' });
    expect([answer.status, answer.body['code']]).toEqual([503, 'UNAVAILABLE']);
  });
});

describe('the read model', () => {
  const call = (method: string, path: string) => harness.call(method, `${PROJECTION}/${path}`, { as: 'operator' });

  it.each([
    ['rebuild', projection.beginRebuild, {}, 202],
    ['switch', projection.switchReadModel, { to: 'rebuilt' }, 200],
    ['rollback', projection.switchReadModel, { to: 'before' }, 200],
  ])('%s: says how the read models stand then', async (action, subject, command, status) => {
    const answer = await call('POST', action);
    expect([answer.status, answer.body]).toEqual([status, PROJECTION_STATUS]);
    expect(harness.services.last(subject).data).toEqual(command);
  });

  it('discards a rebuild, or the previous read model', async () => {
    expect((await call('DELETE', 'rebuild')).status).toBe(204);
    expect(harness.services.count(projection.discardRebuild)).toBe(1);
  });

  it('is compared with the shadow tables page by page, each at a position', async () => {
    const answer = await call('GET', 'comparison?cursor=c');
    expect([answer.body, answer.headers.get('landscape-position')]).toEqual([COMPARISON, '5000']);
    expect(harness.services.last(projection.compareReadModels).data).toEqual({ cursor: 'c' });
  });

  it.each([
    ['switch', 'REBUILD_NOT_READY'],
    ['rollback', 'NO_WAY_BACK'],
  ] as const)('409 for a %s that is not possible', async (action, code) => {
    harness.services.refuse(projection.switchReadModel, { code, status: 409, detail: 'Not now.' });
    const answer = await call('POST', action);
    expect([answer.status, answer.body['code'], answer.body['detail']]).toEqual([409, code, 'Not now.']);
  });
});
