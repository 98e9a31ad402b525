import type { System } from '../api/api-types.js';
import {
  searchParamsOf,
  filterFromSearchParams,
  matchesFilter,
  apiQueryOf,
  type SystemFilter,
} from './system-filter.js';

const all: SystemFilter = { q: '', status: '', type: '', sort: '-statusChangedAt' };
const system = (more: Partial<System>) =>
  ({ name: 'S/4 Test', status: 'PENDING', type: 's4hana-cloud', ...more }) as System;

describe('the filter of the list of systems', () => {
  it.each<SystemFilter>([
    all,
    { q: 'a&b=c', status: 'ERROR', type: 'commerce-cloud', sort: 'name' },
    { ...all, sort: '-createdAt' },
  ])('survives the way through the URL: %j', (filter) => {
    expect(filterFromSearchParams(new URLSearchParams(searchParamsOf(filter).toString()))).toEqual(filter);
  });

  it('has no defaults in the URL, and replaces unknown values by defaults', () => {
    expect(searchParamsOf(all).toString()).toBe('');
    expect(filterFromSearchParams(new URLSearchParams('status=REMOVED&sort=colour'))).toEqual(all);
  });

  it('sends the API only what is set', () => {
    expect(apiQueryOf(all)).toEqual({ sort: '-statusChangedAt' });
    expect(apiQueryOf({ ...all, q: 'x', status: 'ERROR' })).toEqual({
      sort: '-statusChangedAt',
      q: 'x',
      status: 'ERROR',
    });
  });

  it.each<[Partial<SystemFilter>, Partial<System>, boolean]>([
    [{}, {}, true],
    [{}, { status: 'DEREGISTERED' }, false],
    [{ status: 'ERROR' }, {}, false],
    [{ q: 's/4' }, {}, true],
    [{ q: 'prod' }, {}, false],
    [{ type: 'commerce-cloud' }, {}, false],
  ])('%j matches %j: %s', (filter, more, expected) => {
    expect(matchesFilter({ ...all, ...filter }, system(more))).toBe(expected);
  });
});
