import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { filterFromSearchParams, searchParamsOf, type SystemFilter } from './system-filter.js';

/** The filter in the URL, and a function that changes parts of it. */
export function useSystemFilter(): readonly [SystemFilter, (changes: Partial<SystemFilter>) => void] {
  const [params, setParams] = useSearchParams();
  const filter = useMemo(() => filterFromSearchParams(params), [params]);
  const change = (changes: Partial<SystemFilter>) => {
    // Reads the URL: the rendered filter can be older, when a debounced search ends just after another change.
    const current = filterFromSearchParams(new URLSearchParams(window.location.search));
    setParams(searchParamsOf({ ...current, ...changes }), { replace: true });
  };
  return [filter, change];
}
