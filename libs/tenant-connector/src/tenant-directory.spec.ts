import { TenantDirectory } from './tenant-directory.js';

const TEMPLATE = 'http://127.0.0.1:8092/tenants/{tenantId}';

describe('TenantDirectory', () => {
  it('puts the tenant id into the template', () => {
    const directory = TenantDirectory.from(TEMPLATE);

    expect(directory.tenantUrl('my300001')).toBe('http://127.0.0.1:8092/tenants/my300001');
    expect(directory.systemTypes('my300001')).toBeUndefined();
  });

  it('overrides URL and system types of one tenant', () => {
    const directory = TenantDirectory.from(
      TEMPLATE,
      '{"sf400001": {"url": "https://sf.example/api/", "systemTypes": ["successfactors"]}}',
    );

    expect(directory.tenantUrl('sf400001')).toBe('https://sf.example/api');
    expect(directory.systemTypes('sf400001')).toEqual(['successfactors']);
  });

  it('has a resource per tenant, by template or override', () => {
    const overrides = '{"sf400001": {"resource": "https://sf.example/api"}}';
    const directory = TenantDirectory.from(TEMPLATE, overrides, 'https://tenants.example/{tenantId}');

    expect(TenantDirectory.from(TEMPLATE).resource('my300001')).toBe('urn:system-landscape:tenant:my300001');
    expect(directory.resource('my300001')).toBe('https://tenants.example/my300001');
    expect(directory.resource('sf400001')).toBe('https://sf.example/api');
    expect(() => directory.resource('a/b')).toThrow('is no tenant id');
    expect(() => TenantDirectory.from(TEMPLATE, '{}', 'urn:all')).toThrow('must contain {tenantId}');
    expect(() => TenantDirectory.from(TEMPLATE, '{}', '{tenantId}')).toThrow('must be an absolute URI');
  });

  it.each(['../admin', 'a/b', 'a%2Fb', '', 'a'.repeat(65), '__proto__/x'])('refuses the tenant id %p', (tenantId) => {
    expect(() => TenantDirectory.from(TEMPLATE).tenantUrl(tenantId)).toThrow('is no tenant id');
  });

  it.each([
    ['http://h/', '{}', 'must contain {tenantId}'],
    ['ftp://h/{tenantId}', '{}', 'must be an http or https URL'],
    ['http://u:p@h/{tenantId}', '{}', 'must not contain credentials'],
    [TEMPLATE, '{', 'is not valid JSON'],
    [TEMPLATE, '[]', 'must be a JSON object'],
    [TEMPLATE, '{"x y": {}}', 'is no tenant id'],
    [TEMPLATE, '{"a": {"uri": "http://h"}}', 'a: has the unknown member "uri"'],
    [TEMPLATE, '{"a": {"resource": "a"}}', 'a: resource must be an absolute URI'],
    [TEMPLATE, '{"a": {"systemTypes": "s4hana-cloud"}}', 'a: systemTypes must be an array'],
  ])('refuses %s with %s', (template, overrides, message) => {
    expect(() => TenantDirectory.from(template, overrides)).toThrow(message);
  });
});
