import '@ui5/webcomponents-icons/dist/official-service.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { useState } from 'react';
import type { EntitlementConfiguration } from '../api/api-types.js';
import { EmptyState } from '../shell/empty-state.js';
import { Page } from '../shell/page.js';
import { QueryStatus } from '../shell/query-status.js';
import { useSession } from '../sign-in/session-context.js';
import { mayChangeEntitlements } from '../sign-in/user.js';
import { InfiniteTable } from '../tables/infinite-table.js';
import { useTexts } from '../texts/texts.js';
import { ConfigureDialog } from './configure-dialog.js';
import { useEntitlements } from './entitlements.queries.js';
import { RemoveDialog } from './remove-dialog.js';
import { useEntitlementColumns } from './use-entitlement-columns.js';

/** The account's entitlement configurations: service plans for systems, assigned to subaccounts. */
export default function EntitlementsPage() {
  const t = useTexts();
  const mayChange = mayChangeEntitlements(useSession().user);
  const entitlements = useEntitlements();
  const [isConfiguring, setIsConfiguring] = useState(false);
  const [toRemove, setToRemove] = useState<EntitlementConfiguration>();
  const columns = useEntitlementColumns(mayChange ? setToRemove : undefined);
  const configureButton = mayChange && (
    <Button design="Emphasized" onClick={() => setIsConfiguring(true)}>
      {t('entitlements.configure')}
    </Button>
  );
  return (
    <Page title={t('entitlements.title')} actions={configureButton}>
      <QueryStatus query={entitlements} />
      {!entitlements.isPending && (
        <InfiniteTable
          label={t('entitlements.title')}
          columns={columns}
          query={entitlements}
          keyOf={({ id }) => id}
          empty={
            <EmptyState
              icon="official-service"
              title={t('entitlements.none')}
              help={t(mayChange ? 'entitlements.none-help' : 'entitlements.none-viewer-help')}
            >
              {configureButton}
            </EmptyState>
          }
        />
      )}
      {isConfiguring && <ConfigureDialog onClose={() => setIsConfiguring(false)} />}
      {toRemove && <RemoveDialog entitlement={toRemove} onClose={() => setToRemove(undefined)} />}
    </Page>
  );
}
