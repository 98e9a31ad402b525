import '@ui5/webcomponents-icons/dist/add.js';
import '@ui5/webcomponents-icons/dist/delete.js';
import '@ui5/webcomponents-icons/dist/refresh.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { useState } from 'react';
import type { Extension } from '../platform/platform.js';
import { problemOf } from '../platform/problem.js';
import { EmptyState } from '../shell/empty-state.js';
import { Loading, Page } from '../shell/page.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { Status } from '../status/status.js';
import { useTypeLabel } from '../systems/systems.js';
import { FlowingTable } from '../tables/flowing-table.js';
import type { Column } from '../tables/column.js';
import { useTexts } from '../texts/texts.js';
import { Moment } from '../time/moment.js';
import { DeleteExtensionDialog } from './delete-extension-dialog.js';
import { appearanceOf, mayBeDeleted } from './extension-status.js';
import { useExtensions } from './extensions.js';
import { NewExtensionDialog } from './new-extension-dialog.js';

/** The tenant's side: *Maintain Extensions on SAP BTP* (M-19, N-10). */
export default function ExtensionsPage() {
  const t = useTexts();
  const extensions = useExtensions();
  const [isAdding, setIsAdding] = useState(false);
  const [toDelete, setToDelete] = useState<Extension>();
  const columns = useColumns(setToDelete);
  const add = (
    <Button design="Emphasized" icon="add" onClick={() => setIsAdding(true)}>
      {t('extensions.new')}
    </Button>
  );

  return (
    <Page
      title={t('extensions.title')}
      actions={
        <>
          <Button
            icon="refresh"
            design="Transparent"
            accessibleName={t('systems.refresh')}
            tooltip={t('systems.refresh')}
            onClick={() => void extensions.refetch()}
          />
          {add}
        </>
      }
    >
      {extensions.error && (
        <ProblemStrip problem={problemOf(extensions.error)} retry={() => void extensions.refetch()} />
      )}
      {extensions.isPending && !extensions.error && <Loading />}
      {extensions.data?.length === 0 && (
        <EmptyState icon="it-system" title={t('extensions.none')} help={t('extensions.none-help')} />
      )}
      {extensions.data !== undefined && extensions.data.length > 0 && (
        <FlowingTable
          label={t('extensions.title')}
          columns={columns}
          rows={extensions.data}
          keyOf={({ extensionId }) => extensionId}
        />
      )}
      {isAdding && <NewExtensionDialog close={() => setIsAdding(false)} />}
      {toDelete && <DeleteExtensionDialog extension={toDelete} close={() => setToDelete(undefined)} />}
    </Page>
  );
}

function useColumns(askToDelete: (extension: Extension) => void): readonly Column<Extension>[] {
  const t = useTexts();
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
          <Status {...appearanceOf(extension)} />
          {extension.statusDetail !== undefined && <span className="subtle">{extension.statusDetail}</span>}
        </span>
      ),
    },
    { id: 'since', heading: t('systems.since'), cell: ({ statusChangedAt }) => <Moment at={statusChangedAt} /> },
    {
      id: 'actions',
      heading: t('extensions.actions'),
      align: 'End',
      cell: (extension) => (
        <Button
          design="Transparent"
          icon="delete"
          disabled={!mayBeDeleted(extension)}
          accessibleName={t('extensions.delete-one', { name: extension.systemName })}
          tooltip={t(mayBeDeleted(extension) ? 'extensions.delete' : 'extensions.busy')}
          onClick={() => askToDelete(extension)}
        />
      ),
    },
  ];
}
