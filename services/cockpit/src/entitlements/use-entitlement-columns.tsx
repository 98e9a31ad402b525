import { Button } from '@ui5/webcomponents-react/Button';
import type { EntitlementConfiguration } from '../api/api-types.js';
import { RouterLink } from '../shell/router-link.js';
import type { Column } from '../tables/column.js';
import { useTexts } from '../texts/texts.js';
import { useSystemName } from './entitlements.queries.js';

/** @param onRemove undefined: the user may not remove */
export function useEntitlementColumns(
  onRemove: ((entitlement: EntitlementConfiguration) => void) | undefined,
): readonly Column<EntitlementConfiguration>[] {
  const t = useTexts();
  const columns: readonly Column<EntitlementConfiguration>[] = [
    { id: 'subaccount', heading: t('entitlements.subaccount'), cell: ({ subaccount }) => subaccount, wideOnly: true },
    { id: 'service', heading: t('entitlements.service'), cell: ({ service }) => service },
    { id: 'plan', heading: t('entitlements.plan'), cell: ({ plan }) => plan },
    { id: 'system', heading: t('entitlements.system'), cell: ({ systemId }) => <SystemLink id={systemId} /> },
  ];
  if (!onRemove) return columns;
  return [
    ...columns,
    {
      id: 'actions',
      heading: t('systems.actions'),
      width: '7rem',
      align: 'End',
      cell: (entitlement) => (
        <Button
          design="Transparent"
          accessibleName={t('entitlements.remove-of', { ...entitlement })}
          onClick={() => onRemove(entitlement)}
        >
          {t('entitlements.remove')}
        </Button>
      ),
    },
  ];
}

function SystemLink({ id }: { readonly id: string }) {
  return <RouterLink path={`/systems/${id}`}>{useSystemName(id) ?? '…'}</RouterLink>;
}
