import { InMemoryStore } from './in-memory-store.js';

const START_MS = 1_000_000;
let nowMs: number;
let store: InMemoryStore;
beforeEach(() => {
  nowMs = START_MS;
  store = new InMemoryStore(() => nowMs);
});

it('drops expired entries', async () => {
  const sessions = store.adapterFor('Session');
  await sessions.upsert('s', { uid: 'u' }, 10);

  expect(await sessions.findByUid('u')).toEqual({ uid: 'u' });
  nowMs += 10_000;
  expect([await sessions.find('s'), await sessions.findByUid('u')]).toEqual([undefined, undefined]);
});

it('evicts the least recently used entry, for each kind separately', async () => {
  const codes = store.adapterFor('AuthorizationCode');
  await store.adapterFor('Session').upsert('0', {}, 10);
  for (let i = 0; i <= 1_000; i += 1) await codes.upsert(String(i), {}, 10);

  expect(await codes.find('0')).toBeUndefined();
  expect(await codes.find('1')).toEqual({});
  expect(await store.adapterFor('Session').find('0')).toEqual({});
});

it('marks a consumed code, and revokes the entries of a grant', async () => {
  const codes = store.adapterFor('AuthorizationCode');
  await codes.upsert('a', { grantId: 'g' }, 10);
  await codes.upsert('b', { grantId: 'h' }, 10);
  await codes.consume('a');

  expect(await codes.find('a')).toEqual({ grantId: 'g', consumed: START_MS / 1_000 });
  await codes.revokeByGrantId('g');
  expect([await codes.find('a'), await codes.find('b')]).toEqual([undefined, { grantId: 'h' }]);
});
