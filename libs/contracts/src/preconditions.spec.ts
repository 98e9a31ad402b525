import {
  entityTag,
  extensionEntityTag,
  formationEntityTag,
  isRefusedBy,
  matchesIfNoneMatch,
  parseEntityTags,
  stateTag,
  systemEntityTag,
} from './preconditions.js';

describe('entity tags', () => {
  it('are strong, quoted, and the same for the same parts', () => {
    expect(entityTag('a', 1, '')).toMatch(/^"[A-Za-z0-9_-]{27}"$/);
    expect(entityTag('a', 1, '')).toBe(entityTag('a', 1, ''));
  });

  it.each([
    ['another system', ['b', 1, '']],
    ['another version', ['a', 2, '']],
    ['another time', ['a', 1, '2026-01-05T08:00:00Z']],
    ['parts that are split differently', ['a1', '', '']],
  ])('differ for %s', (_, parts) => {
    expect(entityTag(...parts)).not.toBe(entityTag('a', 1, ''));
  });

  it('M-13: of a system differ when its token expires', () => {
    const tag = (state: 'LIVE' | 'EXPIRED') => systemEntityTag({ id: 's-1', version: 2, token: { state } });
    expect(tag('LIVE')).not.toBe(tag('EXPIRED'));
  });

  describe('with something that is shown in addition to the state', () => {
    const warnings = (message: string) => [{ code: 'TENANT_HAS_ANOTHER_SYSTEM' as const, message }];
    const quarantine = { position: '4', since: '2026-01-05T08:00:00Z', reason: 'unknown type' };
    const system = { id: 's-1', version: 2 };
    const extension = { extensionId: 's-1-x1' };

    it.each([
      ['a system', [{}, { warnings: warnings('a') }, { warnings: warnings('b') }, { quarantine }], systemEntityTag],
      ['an extension', [{}, { warnings: warnings('a') }, { warnings: warnings('b') }], undefined],
    ])('of %s differ for each, and are the same for a write', (_, additions, ofSystem) => {
      const tags = additions.map((each) =>
        ofSystem ? ofSystem({ ...system, ...each }) : extensionEntityTag({ ...extension, ...each }, 2),
      );
      expect(new Set(tags).size).toBe(additions.length);
      expect(new Set(tags.map(stateTag))).toEqual(new Set([tags[0]]));
      expect(tags.map((tag) => parseEntityTags(tag))).toEqual(tags.map((tag) => [tag]));
    });

    it.each(['"v1.2"', 'W/"a.b"', '"a"', '"."', `"${'a'.repeat(27)}.b"`])('%s of others is left as it is', (tag) => {
      expect(stateTag(tag)).toBe(tag);
    });
  });

  it('of a formation differ with its members', () => {
    const formation = {
      id: 'f',
      globalAccountId: 'ga',
      name: 'F',
      type: null,
      systems: [],
      createdAt: '2026-01-05T08:00:00Z',
    };
    const joined = { ...formation, systems: [{ id: 's-1', name: 'S' }] };
    expect(formationEntityTag(joined)).not.toBe(formationEntityTag(formation));
  });
});

describe('a conditional header', () => {
  it.each<[string, string | string[]]>([
    ['*', '*'],
    [' * ', '*'],
    ['"a"', ['"a"']],
    ['W/"a"', ['W/"a"']],
    ['"a", "b,c" ,,W/"d",', ['"a"', '"b,c"', 'W/"d"']],
    ['""', ['""']],
  ])('%s', (header, tags) => {
    expect(parseEntityTags(header)).toEqual(tags);
  });

  it.each(['', ' ', ',', 'a', '"a', 'a"', '"a" "b"', 'w/"a"', '"a b"', '*, "a"', '"a", *', "'a'", '"a"b'])(
    '%j is malformed',
    (header) => {
      expect(parseEntityTags(header)).toBeUndefined();
    },
  );
});

describe('If-Match and If-None-Match of a write (RFC 9110, 13.1)', () => {
  const there = { exists: true, tag: '"a"' };
  const withoutTag = { exists: true };
  const gone = { exists: false };

  it.each([
    ['If-Match of the current tag', { ifMatch: ['"x"', '"a"'] }, there, false],
    ['If-Match of another tag', { ifMatch: ['"x"'] }, there, true],
    ['If-Match of the tag as a weak one', { ifMatch: ['W/"a"'] }, there, true],
    ['If-Match: * of what exists', { ifMatch: '*' as const }, withoutTag, false],
    ['If-Match: * of what does not exist', { ifMatch: '*' as const }, gone, true],
    ['If-Match of what has no tag', { ifMatch: ['"a"'] }, withoutTag, true],
    ['If-Match of what does not exist', { ifMatch: ['"a"'] }, gone, true],
    ['If-None-Match of the current tag', { ifNoneMatch: ['"a"'] }, there, true],
    ['If-None-Match of the tag as a weak one', { ifNoneMatch: ['W/"a"'] }, there, true],
    ['If-None-Match of another tag', { ifNoneMatch: ['"x"'] }, there, false],
    ['If-None-Match: * of what exists', { ifNoneMatch: '*' as const }, withoutTag, true],
    ['If-None-Match: * of what does not exist', { ifNoneMatch: '*' as const }, gone, false],
    ['both, the first of which holds', { ifMatch: ['"a"'], ifNoneMatch: ['"a"'] }, there, true],
    ['neither', {}, there, false],
  ])('%s: refused is %#', (_, preconditions, current, refused) => {
    expect(isRefusedBy(preconditions, current)).toBe(refused);
  });
});

describe('If-None-Match of a read', () => {
  const tag = entityTag('a', 1);

  it.each([tag, `W/${tag}`, `"x", ${tag}`, `"x",W/${tag} , "y"`, '*', ' * '])('finds the tag in %s', (header) => {
    expect(matchesIfNoneMatch(tag, header)).toBe(true);
  });

  it.each([undefined, '', '"x"', tag.slice(1, -1), `${tag.slice(0, -2)}"`])('does not find it in %s', (header) => {
    expect(matchesIfNoneMatch(tag, header)).toBe(false);
  });
});
