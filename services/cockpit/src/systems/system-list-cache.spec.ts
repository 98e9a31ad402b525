import type { System } from '../api/api-types.js';
import type { SystemFilter } from './system-filter.js';
import { updateSystemInPages, type SystemPage } from './system-list-cache.js';

const filter: SystemFilter = { q: '', status: '', type: '', sort: 'name' };
const system = (id: string, position = 1, status: System['status'] = 'PENDING') =>
  ({ id, name: id, status, type: 't', position: String(position) }) as System;
const pages = (): SystemPage[] => [
  { items: [system('a'), system('b', 10)], nextCursor: 'c' },
  { items: [system('d')], nextCursor: null },
];
const shown = (changed: SystemPage[]) =>
  changed.map(({ items }) => items.map(({ id, position, status }) => `${id} ${position} ${status}`));

describe('the cached list of systems after a change of one', () => {
  it('M-23: has the change in its row', () => {
    expect(shown(updateSystemInPages(pages(), system('d', 7, 'REGISTERED'), filter))).toEqual([
      ['a 1 PENDING', 'b 10 PENDING'],
      ['d 7 REGISTERED'],
    ]);
  });

  it('keeps a row that is newer', () => {
    expect(updateSystemInPages(pages(), system('b', 9, 'ERROR'), filter)).toEqual(pages());
  });

  it('R8: loses a system that has ended or no longer matches the filter', () => {
    expect(shown(updateSystemInPages(pages(), system('a', 7, 'DEREGISTERED'), filter))[0]).toEqual(['b 10 PENDING']);
    expect(shown(updateSystemInPages(pages(), system('a', 7), { ...filter, status: 'ERROR' }))[0]).toEqual([
      'b 10 PENDING',
    ]);
  });

  it('M-17: has a new system on top, if it matches the filter', () => {
    expect(shown(updateSystemInPages(pages(), system('n', 7), filter))[0]![0]).toBe('n 7 PENDING');
    expect(updateSystemInPages(pages(), system('n', 7), { ...filter, q: 'other' })).toEqual(pages());
  });
});
