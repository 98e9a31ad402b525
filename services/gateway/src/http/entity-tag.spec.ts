import { entityTag, matchesIfNoneMatch } from './entity-tag.js';

describe('entityTag', () => {
  it('is strong, quoted, and the same for the same parts', () => {
    expect(entityTag('a', 1, '')).toMatch(/^"[A-Za-z0-9_-]{27}"$/);
    expect(entityTag('a', 1, '')).toBe(entityTag('a', 1, ''));
  });

  it.each([
    ['another system', ['b', 1, '']],
    ['another version', ['a', 2, '']],
    ['another time', ['a', 1, '2026-01-05T08:00:00Z']],
    ['parts that are split differently', ['a1', '', '']],
  ])('differs for %s', (_, parts) => {
    expect(entityTag(...parts)).not.toBe(entityTag('a', 1, ''));
  });
});

describe('matchesIfNoneMatch', () => {
  const tag = entityTag('a', 1);

  it.each([tag, `W/${tag}`, `"x", ${tag}`, `"x",W/${tag} , "y"`, '*', ' * '])('finds the tag in %s', (header) => {
    expect(matchesIfNoneMatch(tag, header)).toBe(true);
  });

  it.each([undefined, '', '"x"', tag.slice(1, -1), `${tag.slice(0, -2)}"`])('does not find it in %s', (header) => {
    expect(matchesIfNoneMatch(tag, header)).toBe(false);
  });
});
