import { schemaVersionOf, toNewestVersion, type RawEvent, type Upcasters } from './upcasting.js';

const upcasters: Upcasters = {
  SystemRenamed: [
    (data) => ({ ...data, name: data['title'], title: undefined }),
    (data) => ({ ...data, name: { text: data['name'], language: 'en' } }),
  ],
};
const stored = (schemaVersion: number | undefined, data: Record<string, unknown>): RawEvent => ({
  type: 'SystemRenamed',
  data,
  metadata: schemaVersion === undefined ? {} : { schemaVersion },
});
const read = (raw: RawEvent) => toNewestVersion(raw, upcasters);

describe('upcasting', () => {
  it('reads every stored version as the newest one', () => {
    const newest = { name: { text: 'S/4', language: 'en' } };

    expect(read(stored(1, { title: 'S/4' })).data).toEqual(newest);
    expect(read(stored(2, { name: 'S/4' })).data).toEqual(newest);
    expect(read(stored(3, newest))).toEqual(stored(3, newest));
  });

  it('reads an event without a version as version 1', () => {
    expect(read(stored(undefined, { title: 'S/4' })).metadata.schemaVersion).toBe(3);
  });

  it('refuses an event that a later release wrote', () => {
    expect(() => read(stored(4, {}))).toThrow('SystemRenamed has schema version 4; this release knows 3');
  });

  it('writes each type with the version after its last upcaster', () => {
    expect(schemaVersionOf('SystemRenamed', upcasters)).toBe(3);
    expect(schemaVersionOf('SystemAdded')).toBe(1);
  });
});
