import type { Formation } from '../api/api-types.js';
import { RouterLink } from '../shell/router-link.js';
import type { Column } from '../tables/column.js';
import { useTexts } from '../texts/texts.js';
import { DateTime } from '../time/date-time.js';

export function useFormationColumns(): readonly Column<Formation>[] {
  const t = useTexts();
  return [
    {
      id: 'name',
      heading: t('systems.name'),
      cell: ({ id, name }) => <RouterLink path={`/formations/${id}`}>{name}</RouterLink>,
    },
    { id: 'type', heading: t('formations.type'), cell: ({ type }) => type ?? '–', wideOnly: true },
    { id: 'systems', heading: t('systems.title'), cell: ({ systems }) => String(systems.length), width: '7rem' },
    {
      id: 'created',
      heading: t('formations.created'),
      cell: ({ createdAt }) => <DateTime at={createdAt} />,
      wideOnly: true,
    },
  ];
}
