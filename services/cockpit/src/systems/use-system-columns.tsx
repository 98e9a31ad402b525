import type { System } from '../api/api-types.js';
import { useNarrowScreen } from '../shell/narrow-screen.js';
import { RouterLink } from '../shell/router-link.js';
import { useSession } from '../sign-in/session-context.js';
import { mayChangeSystems } from '../sign-in/user.js';
import { ObjectStatus } from '../status/object-status.js';
import { appearanceOf } from '../status/system-status.js';
import type { Column } from '../tables/column.js';
import { useTexts } from '../texts/texts.js';
import { DateTime } from '../time/date-time.js';
import { SystemActionButtons } from './system-action-buttons.js';
import type { SystemAction } from './system-actions.js';
import type { Sort } from './system-filter.js';
import { useTypeLabel } from './systems.queries.js';

/** The columns of the list of systems; users who may change systems have one for actions. */
export function useSystemColumns(
  sort: Sort,
  onAction: (action: SystemAction, system: System) => void,
): readonly Column<System>[] {
  const mayChange = mayChangeSystems(useSession().user);
  const t = useTexts();
  const isNarrow = useNarrowScreen();
  const labelOf = useTypeLabel();
  const columns: readonly Column<System>[] = [
    {
      id: 'name',
      heading: t('systems.name'),
      ...sortedBy('name', sort),
      cell: ({ id, name }) => (
        <RouterLink path={`/systems/${id}`} wrap={isNarrow}>
          {name}
        </RouterLink>
      ),
    },
    { id: 'type', heading: t('systems.type'), cell: ({ type }) => labelOf(type), wideOnly: true, width: '12rem' },
    {
      id: 'status',
      heading: t('systems.status'),
      ...(isNarrow && { width: '8.5rem' }),
      cell: ({ status, quarantine }) => (
        <span className="two-lines">
          <ObjectStatus {...appearanceOf(status)} />
          {quarantine && <span className="subtle">{t('quarantine.hint')}</span>}
        </span>
      ),
    },
    {
      id: 'since',
      heading: t('systems.since'),
      ...sortedBy('statusChangedAt', sort),
      cell: ({ statusChangedAt }) => <DateTime at={statusChangedAt} />,
      wideOnly: true,
      width: '11rem',
    },
  ];
  const actions: Column<System> = {
    id: 'actions',
    heading: t('systems.actions'),
    align: 'End',
    width: isNarrow ? '5rem' : '12rem',
    cell: (system) => <SystemActionButtons system={system} onAction={onAction} isNarrow={isNarrow} />,
  };
  return mayChange ? [...columns, actions] : columns;
}

function sortedBy(field: string, sort: Sort): Pick<Column<System>, 'sorted'> {
  if (sort === field) return { sorted: 'Ascending' };
  return sort === `-${field}` ? { sorted: 'Descending' } : {};
}
