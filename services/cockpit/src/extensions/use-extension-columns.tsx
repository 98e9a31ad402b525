import '@ui5/webcomponents-icons/dist/delete.js';
import { Button } from '@ui5/webcomponents-react/Button';
import type { Extension } from '../api/api-types.js';
import { ObjectStatus } from '../status/object-status.js';
import { useTypeLabel } from '../systems/systems.queries.js';
import type { Column } from '../tables/column.js';
import { useIsTextKey, useTexts } from '../texts/texts.js';
import { DateTime } from '../time/date-time.js';
import { appearanceOf, isDeletable } from './extension-status.js';

export function useExtensionColumns(onDelete: (extension: Extension) => void): readonly Column<Extension>[] {
  const t = useTexts();
  const isTextKey = useIsTextKey();
  const labelOf = useTypeLabel();
  return [
    {
      id: 'system',
      heading: t('extensions.system'),
      cell: ({ systemName, systemType }) => (
        <span className="two-lines">
          <span className="strong">{systemName}</span>
          <span className="subtle">{labelOf(systemType)}</span>
        </span>
      ),
    },
    {
      id: 'account',
      heading: t('extensions.account'),
      cell: ({ globalAccountId }) => globalAccountId,
    },
    {
      id: 'status',
      heading: t('systems.status'),
      cell: (extension) => (
        <span className="two-lines">
          <ObjectStatus {...appearanceOf(extension)} />
          {extension.statusDetail !== undefined && <span className="subtle">{extension.statusDetail}</span>}
          {extension.warnings?.map(({ code, message }) => (
            <span key={code} className="subtle">
              {isTextKey(`warning.${code}`) ? t(`warning.${code}`, { tenant: extension.tenantId }) : message}
            </span>
          ))}
        </span>
      ),
    },
    { id: 'since', heading: t('systems.since'), cell: ({ statusChangedAt }) => <DateTime at={statusChangedAt} /> },
    {
      id: 'actions',
      heading: t('extensions.actions'),
      align: 'End',
      cell: (extension) => (
        <Button
          design="Transparent"
          icon="delete"
          disabled={!isDeletable(extension)}
          accessibleName={t('extensions.delete-one', { name: extension.systemName })}
          tooltip={t(isDeletable(extension) ? 'extensions.delete' : 'extensions.busy')}
          onClick={() => onDelete(extension)}
        />
      ),
    },
  ];
}
