import { TENANT_PROVISIONING_OPENAPI } from './tenant-provisioning.openapi.js';

const references = (node: unknown): string[] => {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : references(value),
  );
};

const resolve = (reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (node, name) => (node as Record<string, unknown> | undefined)?.[name],
      TENANT_PROVISIONING_OPENAPI,
    );

it('refers only to what it contains', () => {
  const found = references(TENANT_PROVISIONING_OPENAPI);

  expect(found.length).toBeGreaterThan(20);
  expect(found.filter((reference) => resolve(reference) === undefined)).toEqual([]);
});

it('has the steps in their order', () => {
  expect(TENANT_PROVISIONING_OPENAPI.components.parameters.Step.schema.enum).toEqual([
    'establish-trust',
    'create-communication-system',
    'enable-communication-scenarios',
    'activate-extension',
  ]);
});
