import { Memory } from './memory.js';

const START_MS = 1_000_000;
let nowMs: number;
let memory: Memory;
beforeEach(() => {
  nowMs = START_MS;
  memory = new Memory(() => nowMs);
});

it('forgets what has expired', async () => {
  const sessions = memory.adapterFor('Session');
  await sessions.upsert('s', { uid: 'u' }, 10);

  expect(await sessions.findByUid('u')).toEqual({ uid: 'u' });
  nowMs += 10_000;
  expect([await sessions.find('s'), await sessions.findByUid('u')]).toEqual([undefined, undefined]);
});

it('lets the oldest give way, and keeps the kinds apart', async () => {
  const codes = memory.adapterFor('AuthorizationCode');
  await memory.adapterFor('Session').upsert('0', {}, 10);
  for (let i = 0; i <= 1_000; i += 1) await codes.upsert(String(i), {}, 10);

  expect(await codes.find('0')).toBeUndefined();
  expect(await codes.find('1')).toEqual({});
  expect(await memory.adapterFor('Session').find('0')).toEqual({});
});

it('notes that a code was used, and drops what a grant gave', async () => {
  const codes = memory.adapterFor('AuthorizationCode');
  await codes.upsert('a', { grantId: 'g' }, 10);
  await codes.upsert('b', { grantId: 'h' }, 10);
  await codes.consume('a');

  expect(await codes.find('a')).toEqual({ grantId: 'g', consumed: START_MS / 1_000 });
  await codes.revokeByGrantId('g');
  expect([await codes.find('a'), await codes.find('b')]).toEqual([undefined, { grantId: 'h' }]);
});
