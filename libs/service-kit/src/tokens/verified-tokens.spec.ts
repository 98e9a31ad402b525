import { SettableClock } from '../clock/clock.js';
import { VerifiedTokens } from './verified-tokens.js';

const clock = new SettableClock('2026-01-05T08:00:00.000Z');
const now = () => clock.now().getTime() / 1_000;

it('a verified token is recalled until it expires', () => {
  const tokens = new VerifiedTokens<string>(clock);
  expect(tokens.recall('a')).toBeUndefined();
  tokens.remember('a', 'Ada', now() + 60);
  tokens.remember('b', 'Ben', now() + 120);
  clock.advance(59_999);
  expect([tokens.recall('a'), tokens.recall('b')]).toEqual(['Ada', 'Ben']);
  clock.advance(1);
  expect([tokens.recall('a'), tokens.recall('b')]).toEqual([undefined, 'Ben']);
  tokens.remember('a', 'Ada again', now() + 60);
  expect(tokens.recall('a')).toBe('Ada again');
});

it('no more than 10,000 are remembered, those that were verified last', () => {
  const tokens = new VerifiedTokens<number>(clock);
  for (let index = 0; index <= 10_000; index += 1) tokens.remember(`token ${index}`, index, now() + 60);
  expect([0, 1, 10_000].map((index) => tokens.recall(`token ${index}`))).toEqual([undefined, 1, 10_000]);
});

it('holds no token, only digests', () => {
  const tokens = new VerifiedTokens<string>(clock);
  tokens.remember('a token like no other', 'Ada', now() + 60);
  expect(JSON.stringify(tokens, (_, value: unknown) => (value instanceof Map ? [...value] : value))).not.toContain(
    'a token like no other',
  );
});
