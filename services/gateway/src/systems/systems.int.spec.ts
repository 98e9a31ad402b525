import { RPC } from '@system-landscape/contracts';
import { GatewayHarness, T0 } from '../testing/gateway-harness.js';
import { HISTORY_ITEM, INTEGRATION_TOKEN, SYSTEM, SYSTEM_ID } from '../testing/scripted-services.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const PATH = `${SYSTEMS}/${SYSTEM_ID}`;
const { tokenIssuance, projection, systemTypes } = RPC;
const good = { name: 'Production', type: 's4hana-cloud' };

let harness: GatewayHarness;

beforeAll(async () => {
  harness = await GatewayHarness.start();
});
afterAll(() => harness.stop());
beforeEach(() => harness.services.reset());

describe('adding a system', () => {
  it('M-27: 201 with the system, its token and the next step', async () => {
    const body = { ...good, communicationScenarioGroup: 'eventing' };
    const answer = await harness.call('POST', SYSTEMS, { as: 'ga-admin', body });

    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe(PATH);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('landscape-position')).toBe('4711');
    expect(answer.body).toEqual({
      system: SYSTEM,
      integrationToken: INTEGRATION_TOKEN,
      nextStep: { title: expect.any(String) as string, url: 'http://landscape.example/docs/tenant-side' },
    });
    expect(harness.services.last(tokenIssuance.registerSystem).data).toEqual({ globalAccountId: 'ga-demo', ...body });
  });

  it.each<[string, object, number]>([
    ['both', good, 201],
    ['a name alone', { name: good.name }, 400],
    ['a type alone', { type: good.type }, 400],
    ['neither', {}, 400],
    ['more than is asked for', { ...good, description: 'x' }, 400],
  ])('M-08: registering asks for name and type, and is confirmed: %s', async (_, body, status) => {
    const answer = await harness.call('POST', SYSTEMS, { as: 'ga-admin', body });
    expect(answer.status).toBe(status);
    expect(harness.services.count(tokenIssuance.registerSystem)).toBe(status === 201 ? 1 : 0);
  });

  it.each([{}, { communicationScenarioGroup: null }])('takes a body with %j for the scenario group', async (more) => {
    const answer = await harness.call('POST', SYSTEMS, { as: 'ga-landscape-admin', body: { ...good, ...more } });
    expect(answer.status).toBe(201);
  });

  it('a repetition answers with the position from the read model', async () => {
    harness.services.answer(tokenIssuance.registerSystem, () => ({
      position: null,
      version: 2,
      stream: 'system-x',
      system: { ...SYSTEM, position: null },
      integrationToken: INTEGRATION_TOKEN,
    }));
    const answer = await harness.call('POST', SYSTEMS, { as: 'ga-admin', body: good });
    expect(answer.headers.get('landscape-position')).toBe('4242');
    expect(answer.body['system']).toMatchObject({ position: '4242' });
    expect(harness.services.last(projection.getPosition).data).toEqual({ stream: 'system-x', version: 2 });
  });

  it('the response does not contain the stream', async () => {
    const answer = await harness.call('POST', SYSTEMS, { as: 'ga-admin', body: good });
    expect(answer.text).not.toContain('system-6f1f0c8e');
    expect(Object.keys(answer.body)).toEqual(['system', 'integrationToken', 'nextStep']);
  });
});

describe('the integration token', () => {
  it('is shown, and must not be cached', async () => {
    const answer = await harness.call('GET', `${PATH}/integration-token`, { as: 'ga-admin' });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual(INTEGRATION_TOKEN);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('landscape-position')).toBe('4711');
    expect(harness.services.last(tokenIssuance.displayToken).data).toEqual({
      globalAccountId: 'ga-demo',
      systemId: SYSTEM_ID,
    });
  });

  it.each([undefined, {}])('a new one is 201, with the body %j', async (body) => {
    const answer = await harness.call('POST', `${PATH}/integration-token`, { as: 'ga-admin', body });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({ ...INTEGRATION_TOKEN, replaced: true });
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('landscape-position')).toBe('4711');
  });
});

describe('cancelling a registration', () => {
  it('204 with nothing but the position', async () => {
    const answer = await harness.call('DELETE', PATH, { as: 'ga-admin' });
    expect([answer.status, answer.text]).toEqual([204, '']);
    expect(answer.headers.get('landscape-position')).toBe('4711');
    expect(harness.services.last(tokenIssuance.cancelRegistration).data).toEqual({
      globalAccountId: 'ga-demo',
      systemId: SYSTEM_ID,
    });
  });

  it('the refusal names the blockers', async () => {
    const blockers = [{ kind: 'formation' as const, id: 'f', name: 'Production' }];
    harness.services.refuse(tokenIssuance.cancelRegistration, {
      code: 'DEREGISTER_BLOCKED_REFERENCES',
      status: 409,
      detail: 'In use.',
      blockers,
    });
    const answer = await harness.call('DELETE', PATH, { as: 'ga-admin' });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'DEREGISTER_BLOCKED_REFERENCES', blockers });
  });
});

describe('finding systems', () => {
  it('answers a page with its position', async () => {
    const answer = await harness.call('GET', SYSTEMS, { as: 'ga-viewer' });
    expect(answer.body).toEqual({ items: [SYSTEM], nextCursor: 'next' });
    expect(answer.headers.get('landscape-position')).toBe('5000');
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect(harness.services.last(projection.listSystems).data).toEqual({ globalAccountId: 'ga-demo' });
  });

  it('passes the query on', async () => {
    const query = 'status=REMOVED&type=s4hana-cloud&q=Prod%20%25&sort=-createdAt&limit=200&cursor=abc&minPosition=17';
    await harness.call('GET', `${SYSTEMS}?${query}`, { as: 'ga-viewer' });
    expect(harness.services.last(projection.listSystems).data).toEqual({
      globalAccountId: 'ga-demo',
      status: 'REMOVED',
      type: 's4hana-cloud',
      q: 'Prod %',
      sort: '-createdAt',
      limit: 200,
      cursor: 'abc',
      minPosition: '17',
    });
  });

  it.each(['name', '-name', 'createdAt', '-createdAt', 'statusChangedAt', '-statusChangedAt'])(
    'sorts by %s',
    async (sort) => {
      expect((await harness.call('GET', `${SYSTEMS}?sort=${sort}`, { as: 'ga-viewer' })).status).toBe(200);
    },
  );

  it('takes the account only from the path', async () => {
    const answer = await harness.call('GET', `${SYSTEMS}?globalAccountId=ga-other`, { as: 'ga-viewer' });
    expect(answer.status).toBe(400);
  });
});

describe('reading a system', () => {
  it('answers the system with its entity tag and position', async () => {
    const answer = await harness.call('GET', `${PATH}?minPosition=4711`, { as: 'ga-viewer' });
    expect(answer.body).toEqual(SYSTEM);
    expect(answer.headers.get('etag')).toMatch(/^"[^"]+"$/);
    expect(answer.headers.get('landscape-position')).toBe('5000');
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    expect(harness.services.last(projection.getSystem).data).toEqual({
      globalAccountId: 'ga-demo',
      systemId: SYSTEM_ID,
      minPosition: '4711',
    });
  });

  it('shows what only a read model of a newer release knows, as it is', async () => {
    const system = {
      ...SYSTEM,
      status: 'FROZEN',
      colour: 'blue',
      token: { tokenId: 't', state: 'SUSPENDED', issuedAt: SYSTEM.createdAt, expiresAt: SYSTEM.createdAt },
      registration: {
        ...{ extensionId: 'x', tenantId: 'my300001', state: 'PAUSED', attempt: 1, step: 'paint-it' },
        startedAt: SYSTEM.createdAt,
      },
      warnings: [{ code: 'NEW_WARNING', message: 'Look at it.' }],
    };
    harness.services.answer(projection.getSystem, () => ({ system, position: '4711', entityTag: '"7"', extra: 1 }));
    harness.services.answer(projection.listSystems, () => ({ items: [system], nextCursor: null, position: '4711' }));
    expect((await harness.call('GET', PATH, { as: 'ga-viewer', isUndocumented: true })).body).toEqual(system);
    const { body } = await harness.call('GET', SYSTEMS, { as: 'ga-viewer', isUndocumented: true });
    expect(body).toEqual({ items: [system], nextCursor: null });
    const history = { ...HISTORY_ITEM, type: 'SystemFrozen', actor: { subject: 'x', role: 'new-role' } };
    harness.services.answer(projection.getSystemHistory, () => ({
      ...{ items: [history], nextCursor: null, position: '4711' },
    }));
    const answered = await harness.call('GET', `${PATH}/history`, { as: 'ga-viewer', isUndocumented: true });
    expect(answered.body['items']).toEqual([history]);
  });

  it('304 without a body as long as it has not changed, 200 once it has', async () => {
    const { headers } = await harness.call('GET', PATH, { as: 'ga-viewer' });
    const known = { 'if-none-match': headers.get('etag')! };

    const same = await harness.call('GET', PATH, { as: 'ga-viewer', headers: known });
    expect([same.status, same.text]).toEqual([304, '']);
    expect(same.headers.get('etag')).toBe(known['if-none-match']);
    expect(same.headers.get('landscape-position')).toBe('5000');

    harness.services.answer(projection.getSystem, () => ({ system: { ...SYSTEM, version: 3 }, position: '5001' }));
    const changed = await harness.call('GET', PATH, { as: 'ga-viewer', headers: known });
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(known['if-none-match']);
  });

  it.each([
    ['a warning', { warnings: [{ code: 'TENANT_HAS_ANOTHER_SYSTEM', message: 'Another one.' }] }],
    ['a quarantine', { quarantine: { position: '4', since: '2026-01-05T08:00:00Z', reason: 'unknown type' } }],
  ])('%s alone changes the entity tag, and does not stand in the way of a write', async (_, addition) => {
    const known = (await harness.call('GET', PATH, { as: 'ga-viewer' })).headers.get('etag')!;
    const system = { ...SYSTEM, ...addition };
    harness.services.answer(projection.getSystem, () => ({ system, position: '5000' }));
    const shown = await harness.call('GET', PATH, { as: 'ga-viewer', headers: { 'if-none-match': known } });
    expect([shown.status, shown.body]).toEqual([200, system]);

    const tag = shown.headers.get('etag')!;
    expect((await harness.call('GET', PATH, { as: 'ga-viewer', headers: { 'if-none-match': tag } })).status).toBe(304);
    await harness.call('DELETE', PATH, { as: 'ga-admin', headers: { 'if-match': `"x", ${tag}` } });
    const { headers } = harness.services.last(RPC.tokenIssuance.cancelRegistration);
    expect(decodeURIComponent(headers['if-match']!)).toBe(`"x", ${known}`);
  });

  it('M-13: shows a token as Expired from its moment on, with another entity tag, whatever the read model has', async () => {
    const expiresAt = '2026-01-12T08:00:00.000Z';
    const token = { tokenId: 'token-1', state: 'LIVE', issuedAt: '2026-01-05T08:00:00.000Z', expiresAt };
    harness.services.answer(projection.getSystem, () => ({ system: { ...SYSTEM, token }, position: '5000' }));
    harness.services.answer(projection.listSystems, () => ({
      items: [{ ...SYSTEM, token }],
      nextCursor: null,
      position: '5000',
    }));
    const at = async (milliseconds: number, headers = {}) => {
      harness.clock.set(new Date(Date.parse(expiresAt) + milliseconds));
      const one = await harness.call('GET', PATH, { as: 'ga-viewer', headers });
      const list = await harness.call('GET', '/v1/global-accounts/ga-demo/systems', { as: 'ga-viewer' });
      const [item] = list.body['items'] as { token: { state: string } }[];
      const { state } = one.status === 304 ? { state: 'as known' } : (one.body['token'] as { state: string });
      return { states: [state, item!.token.state], etag: one.headers.get('etag')! };
    };
    try {
      const before = await at(-1);
      expect(before.states).toEqual(['LIVE', 'LIVE']);
      const known = { 'if-none-match': before.etag };
      expect((await at(-1, known)).states).toEqual(['as known', 'LIVE']);
      for (const after of [0, 1, 86_400_000]) {
        const expired = await at(after, known);
        expect(expired.states).toEqual(['EXPIRED', 'EXPIRED']);
        expect(expired.etag).not.toBe(before.etag);
      }
    } finally {
      harness.clock.set(T0);
    }
  });

  it('If-None-Match reveals nothing to unauthorized callers', async () => {
    const { headers } = await harness.call('GET', PATH, { as: 'ga-viewer' });
    const known = { 'if-none-match': headers.get('etag')! };
    expect((await harness.call('GET', PATH, { as: 'other-ga-admin', headers: known })).status).toBe(404);
    harness.services.refuse(projection.getSystem, { code: 'NOT_FOUND', status: 404, detail: 'None.' });
    expect((await harness.call('GET', PATH, { as: 'ga-viewer', headers: { 'if-none-match': '*' } })).status).toBe(404);
  });

  it.each(['4711', '2026-01-05T08:00:00Z', '2026-01-05T08:00:00.123%2B01:00'])(
    'passes asOf=%s on, and answers another entity tag',
    async (asOf) => {
      const now = await harness.call('GET', PATH, { as: 'ga-viewer' });
      const then = await harness.call('GET', `${PATH}?asOf=${asOf}`, { as: 'ga-viewer' });
      expect(then.status).toBe(200);
      expect(harness.services.last(projection.getSystem).data['asOf']).toBe(decodeURIComponent(asOf));
      expect(then.headers.get('etag')).not.toBe(now.headers.get('etag'));
    },
  );
});

describe('reading the history of a system', () => {
  it('answers a page, oldest first', async () => {
    const answer = await harness.call('GET', `${PATH}/history?limit=1&cursor=abc&minPosition=3`, { as: 'ga-viewer' });
    expect(answer.body).toEqual({ items: [HISTORY_ITEM], nextCursor: null });
    expect(answer.headers.get('landscape-position')).toBe('5000');
    expect(harness.services.last(projection.getSystemHistory).data).toEqual({
      globalAccountId: 'ga-demo',
      systemId: SYSTEM_ID,
      limit: 1,
      cursor: 'abc',
      minPosition: '3',
    });
  });
});

describe('other reads', () => {
  it('answer the type catalogue', async () => {
    const answer = await harness.call('GET', '/v1/system-types', { as: 'nobody' });
    expect(answer.body).toEqual({ types: [], scenarioGroups: [], notices: [] });
    expect(harness.services.last(systemTypes.list).data).toEqual({});
  });

  it('answer operators the position of the read model', async () => {
    const answer = await harness.call('GET', '/v1/operations/projection?minPosition=7', { as: 'operator' });
    expect(answer.body).toMatchObject({ position: '5000', caughtUp: true });
    expect(answer.headers.get('landscape-position')).toBe('5000');
    expect(harness.services.last(projection.getStatus).data).toEqual({ minPosition: '7' });
  });
});
