import { appearanceOf, LISTED_STATUSES } from '../status/system-status.js';
import { useTexts } from '../texts/texts.js';
import { FilterSelect } from './filter-select.js';
import { SearchField } from './search-field.js';
import { SORTS, type SystemFilter } from './system-filter.js';
import { useSystemTypes } from './systems.queries.js';

/** Search, filters and order of the list of systems. */
export function SystemFilterBar({
  filter,
  onChange,
}: {
  readonly filter: SystemFilter;
  readonly onChange: (changes: Partial<SystemFilter>) => void;
}) {
  const t = useTexts();
  const { data } = useSystemTypes();
  const statuses = LISTED_STATUSES.map((value) => ({
    value,
    text: t(`status.${value}`),
    icon: appearanceOf(value).icon,
  }));
  const types = data?.types.map(({ id, label }) => ({ value: id, text: label })) ?? [];
  return (
    <>
      <SearchField text={filter.q} label={t('systems.search')} onChange={(q) => onChange({ q })} />
      <FilterSelect
        id="filter-status"
        label={t('systems.status')}
        value={filter.status}
        options={[{ value: '', text: t('systems.any-status') }, ...statuses]}
        onChange={(status) => onChange({ status })}
      />
      <FilterSelect
        id="filter-type"
        label={t('systems.type')}
        value={filter.type}
        options={[{ value: '', text: t('systems.any-type') }, ...types]}
        onChange={(type) => onChange({ type })}
      />
      <FilterSelect
        id="sort"
        className="filter sort"
        label={t('systems.sort')}
        value={filter.sort}
        options={SORTS.map((value) => ({ value, text: t(`sort.${value}`) }))}
        onChange={(sort) => onChange({ sort })}
      />
    </>
  );
}
