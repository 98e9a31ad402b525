import { LRUCache } from 'lru-cache';
import { SettableClock } from '../clock/clock.js';
import { VerifiedTokens } from './verified-tokens.js';

const clock = new SettableClock('2026-01-05T08:00:00.000Z');
const now = () => clock.now().getTime() / 1_000;
const keys = {};
const of = (name: string) => ({ name });

it('a verified token is cached until it expires', () => {
  const tokens = new VerifiedTokens<{ name: string }>(clock);
  expect(tokens.get('a', keys)).toBeUndefined();
  tokens.set('a', keys, of('Ada'), now() + 60);
  tokens.set('b', keys, of('Ben'), now() + 120);
  clock.advance(59_999);
  expect([tokens.get('a', keys), tokens.get('b', keys)]).toEqual([of('Ada'), of('Ben')]);
  clock.advance(1);
  expect([tokens.get('a', keys), tokens.get('b', keys)]).toEqual([undefined, of('Ben')]);
  tokens.set('a', keys, of('Ada again'), now() + 60);
  expect(tokens.get('a', keys)).toEqual(of('Ada again'));
});

it('a token that was verified with keys of before is verified again', () => {
  const tokens = new VerifiedTokens<{ name: string }>(clock);
  tokens.set('a', keys, of('Ada'), now() + 60);
  expect(tokens.get('a', {})).toBeUndefined();
});

it('no more than 10,000 are cached; the least recently used is evicted', () => {
  const tokens = new VerifiedTokens<{ name: string }>(clock);
  for (let index = 0; index <= 10_000; index += 1) tokens.set(`token ${index}`, keys, of(String(index)), now() + 60);
  expect([0, 1, 10_000].map((index) => tokens.get(`token ${index}`, keys)?.name)).toEqual([undefined, '1', '10000']);
});

it('stores no token, only digests', () => {
  const set = jest.spyOn(LRUCache.prototype, 'set');
  new VerifiedTokens<{ name: string }>(clock).set('a token like no other', keys, of('Ada'), now() + 60);
  expect(set).toHaveBeenCalledTimes(1);
  expect(JSON.stringify(set.mock.calls)).not.toContain('a token like no other');
  set.mockRestore();
});
