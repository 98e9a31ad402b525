import * as fc from 'fast-check';
import {
  commandKeyOf,
  entitlementConfigurationIdOf,
  extensionIdOf,
  formationIdOf,
  isFormationId,
  nameIdOf,
  parseSystemId,
  SCOPE_ID,
  systemIdOf,
  systemIdOfEntitlementConfiguration,
  systemIdOfExtension,
  systemStream,
} from './ids.js';

describe('Ids', () => {
  it('M-20: account and name determine the stream; these values are the storage format', () => {
    expect(nameIdOf('ga-demo', 'My S/4HANA')).toBe('7010f9af-2d60-5711-b333-6e78224de5c1');
    expect(formationIdOf('ga-demo', 'Production')).toBe('60d45301-b10f-5782-bead-a47dd49686cd');
    expect(systemStream('x')).toBe('system-x');
  });

  it('M-20: another account, another spelling, or the same characters split elsewhere is another name', () => {
    const ids = [nameIdOf('ga', 'name'), nameIdOf('ga-other', 'name'), nameIdOf('ga', 'Name'), nameIdOf('gan', 'ame')];
    expect(new Set([...ids, formationIdOf('ga', 'name')]).size).toBe(5);
  });

  it('contain the id of the system that a part belongs to', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 999_999_999 }), (name, n) => {
        const nameId = nameIdOf('ga', name);
        const systemId = systemIdOf(nameId, n);
        expect(parseSystemId(systemId)).toEqual({ nameId, life: n });
        expect(systemIdOfExtension(extensionIdOf(systemId, n))).toBe(systemId);
        expect(systemIdOfEntitlementConfiguration(entitlementConfigurationIdOf(systemId, n))).toBe(systemId);
        expect(systemIdOfExtension(entitlementConfigurationIdOf(systemId, n))).toBeUndefined();
        expect(isFormationId(nameId)).toBe(true);
      }),
    );
  });

  it('reject malformed text', () => {
    const id = systemIdOf(nameIdOf('ga', 'name'), 1);
    for (const text of [
      '',
      'x',
      `${id} `,
      `${id}\n`,
      id.toUpperCase(),
      id.slice(0, -1),
      id.replace(/1$/, '01'),
      `${id}-x1`,
    ]) {
      expect(parseSystemId(text)).toBeUndefined();
    }
    for (const text of [id, `${id}-x0`, `${id}-x`, `${id}-y1`, `x-x1`])
      expect(systemIdOfExtension(text)).toBeUndefined();
  });

  it('of accounts, tenants and subaccounts consist of letters, digits, "_" and "-"', () => {
    for (const id of ['a', 'ga-demo_1', 'x'.repeat(64)]) expect(SCOPE_ID.test(id)).toBe(true);
    for (const id of ['', 'a b', 'a.b', 'a/b', 'ä', 'a\n', 'x'.repeat(65)]) expect(SCOPE_ID.test(id)).toBe(false);
  });

  it('N-15: differ for commands of different operations, callers or keys', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 6, maxLength: 6 }), ([a, b, c, d, e, f]) => {
        const same = a === d && b === e && c === f;
        expect(commandKeyOf(a!, b!, c!) === commandKeyOf(d!, e!, f!)).toBe(same);
      }),
    );
    expect(commandKeyOf('a', 'b/c', 'd')).not.toBe(commandKeyOf('a/b', 'c', 'd'));
  });
});
