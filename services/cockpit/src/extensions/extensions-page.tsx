import '@ui5/webcomponents-icons/dist/add.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { useState } from 'react';
import type { Extension } from '../api/api-types.js';
import { EmptyState } from '../shell/empty-state.js';
import { Page } from '../shell/page.js';
import { QueryStatus } from '../shell/query-status.js';
import { RefreshButton } from '../shell/refresh-button.js';
import { WarningStrips } from '../shell/warning-strips.js';
import { ResponsiveTable } from '../tables/responsive-table.js';
import { useTexts } from '../texts/texts.js';
import { DeleteExtensionDialog } from './delete-extension-dialog.js';
import { useExtensions } from './extensions.queries.js';
import { NewExtensionDialog } from './new-extension-dialog.js';
import { useExtensionColumns } from './use-extension-columns.js';

/** The tenant's side: *Maintain Extensions on SAP BTP* (M-19, N-10). */
export default function ExtensionsPage() {
  const t = useTexts();
  const extensions = useExtensions();
  const [isAdding, setIsAdding] = useState(false);
  const [toDelete, setToDelete] = useState<Extension>();
  const [redeemed, setRedeemed] = useState<Extension>();
  const columns = useExtensionColumns(setToDelete);
  const showRedeemed = (extension: Extension) => {
    setRedeemed(extension);
    setIsAdding(false);
  };
  return (
    <Page
      title={t('extensions.title')}
      actions={
        <>
          <RefreshButton query={extensions} />
          <Button design="Emphasized" icon="add" onClick={() => setIsAdding(true)}>
            {t('extensions.new')}
          </Button>
        </>
      }
    >
      <QueryStatus query={extensions} />
      {redeemed && <WarningStrips warnings={redeemed.warnings} values={{ tenant: redeemed.tenantId }} />}
      {extensions.data && (
        <ResponsiveTable
          label={t('extensions.title')}
          columns={columns}
          rows={extensions.data}
          keyOf={({ extensionId }) => extensionId}
          empty={<EmptyState icon="it-system" title={t('extensions.none')} help={t('extensions.none-help')} />}
        />
      )}
      {isAdding && <NewExtensionDialog onRedeemed={showRedeemed} onClose={() => setIsAdding(false)} />}
      {toDelete && <DeleteExtensionDialog extension={toDelete} onClose={() => setToDelete(undefined)} />}
    </Page>
  );
}
