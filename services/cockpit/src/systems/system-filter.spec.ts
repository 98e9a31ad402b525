import type { System } from '../platform/platform.js';
import { addressOf, filterIn, matches, queryOf, type SystemFilter } from './system-filter.js';

const all: SystemFilter = { q: '', status: '', type: '', sort: '-statusChangedAt' };
const system = (more: Partial<System>) =>
  ({ name: 'S/4 Test', status: 'PENDING', type: 's4hana-cloud', ...more }) as System;

describe('what the list of systems shows', () => {
  it.each<SystemFilter>([
    all,
    { q: 'a&b=c', status: 'ERROR', type: 'commerce-cloud', sort: 'name' },
    { ...all, sort: '-createdAt' },
  ])('is in the address and comes out of it again: %j', (filter) => {
    expect(filterIn(new URLSearchParams(addressOf(filter).toString()))).toEqual(filter);
  });

  it('has nothing in the address when it is the default, and takes no nonsense from it', () => {
    expect(addressOf(all).toString()).toBe('');
    expect(filterIn(new URLSearchParams('status=REMOVED&sort=colour'))).toEqual(all);
  });

  it('asks the API only for what is chosen', () => {
    expect(queryOf(all)).toEqual({ sort: '-statusChangedAt' });
    expect(queryOf({ ...all, q: 'x', status: 'ERROR' })).toEqual({ sort: '-statusChangedAt', q: 'x', status: 'ERROR' });
  });

  it.each<[Partial<SystemFilter>, Partial<System>, boolean]>([
    [{}, {}, true],
    [{}, { status: 'DEREGISTERED' }, false],
    [{ status: 'ERROR' }, {}, false],
    [{ q: 's/4' }, {}, true],
    [{ q: 'prod' }, {}, false],
    [{ type: 'commerce-cloud' }, {}, false],
  ])('%j has %j: %s', (filter, more, belongs) => {
    expect(matches({ ...all, ...filter }, system(more))).toBe(belongs);
  });
});
