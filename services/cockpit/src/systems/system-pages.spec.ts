import type { System } from '../platform/platform.js';
import type { SystemFilter } from './system-filter.js';
import { withSystem, type SystemPage } from './system-pages.js';

const filter: SystemFilter = { q: '', status: '', type: '', sort: 'name' };
const system = (id: string, position = 1, status: System['status'] = 'PENDING') =>
  ({ id, name: id, status, type: 't', position: String(position) }) as System;
const pages = (): SystemPage[] => [
  { items: [system('a'), system('b', 10)], nextCursor: 'c' },
  { items: [system('d')], nextCursor: null },
];
const shown = (changed: SystemPage[]) =>
  changed.map(({ items }) => items.map(({ id, position, status }) => `${id} ${position} ${status}`));

describe('a list of systems of which one changed', () => {
  it('M-23: shows the change in its row', () => {
    expect(shown(withSystem(pages(), system('d', 7, 'REGISTERED'), filter))).toEqual([
      ['a 1 PENDING', 'b 10 PENDING'],
      ['d 7 REGISTERED'],
    ]);
  });

  it('keeps what is newer already', () => {
    expect(withSystem(pages(), system('b', 9, 'ERROR'), filter)).toEqual(pages());
  });

  it('R8: loses a system that ended, or that the filter leaves out', () => {
    expect(shown(withSystem(pages(), system('a', 7, 'DEREGISTERED'), filter))[0]).toEqual(['b 10 PENDING']);
    expect(shown(withSystem(pages(), system('a', 7), { ...filter, status: 'ERROR' }))[0]).toEqual(['b 10 PENDING']);
  });

  it('M-17: has a new system on top, if it belongs there', () => {
    expect(shown(withSystem(pages(), system('n', 7), filter))[0]![0]).toBe('n 7 PENDING');
    expect(withSystem(pages(), system('n', 7), { ...filter, q: 'other' })).toEqual(pages());
  });
});
