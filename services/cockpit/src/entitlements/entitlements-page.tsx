import '@ui5/webcomponents-icons/dist/official-service.js';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@ui5/webcomponents-react/Button';
import { useState } from 'react';
import { usePlatform, type EntitlementConfiguration } from '../platform/platform.js';
import { problemOf } from '../platform/problem.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { EmptyState } from '../shell/empty-state.js';
import { Loading, Page } from '../shell/page.js';
import { PathLink } from '../shell/path-link.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { mayChangeEntitlements } from '../sign-in/person.js';
import { useSession } from '../sign-in/session-context.js';
import { readSystem } from '../systems/systems.js';
import type { Column } from '../tables/column.js';
import { GrowingTable } from '../tables/growing-table.js';
import { useTexts } from '../texts/texts.js';
import { ConfigureDialog } from './configure-dialog.js';
import { useEntitlements, useRemoveEntitlement } from './entitlements.js';

/** Service plans for given systems, assigned to subaccounts. */
export default function EntitlementsPage() {
  const t = useTexts();
  const { person } = useSession();
  const entitlements = useEntitlements();
  const [isConfiguring, setIsConfiguring] = useState(false);
  const [removing, setRemoving] = useState<EntitlementConfiguration>();
  const mayChange = mayChangeEntitlements(person);
  const columns: readonly Column<EntitlementConfiguration>[] = [
    { id: 'subaccount', heading: t('entitlements.subaccount'), cell: ({ subaccount }) => subaccount, wideOnly: true },
    { id: 'service', heading: t('entitlements.service'), cell: ({ service }) => service },
    { id: 'plan', heading: t('entitlements.plan'), cell: ({ plan }) => plan },
    { id: 'system', heading: t('entitlements.system'), cell: ({ systemId }) => <SystemLink id={systemId} /> },
    ...(mayChange
      ? [
          {
            id: 'actions',
            heading: t('systems.actions'),
            width: '7rem',
            align: 'End',
            cell: (one) => (
              <Button
                design="Transparent"
                accessibleName={t('entitlements.remove-of', { ...one })}
                onClick={() => setRemoving(one)}
              >
                {t('entitlements.remove')}
              </Button>
            ),
          } satisfies Column<EntitlementConfiguration>,
        ]
      : []),
  ];
  const configureButton = mayChange && (
    <Button design="Emphasized" onClick={() => setIsConfiguring(true)}>
      {t('entitlements.configure')}
    </Button>
  );
  return (
    <Page title={t('entitlements.title')} actions={configureButton}>
      {entitlements.error && (
        <ProblemStrip problem={problemOf(entitlements.error)} retry={() => void entitlements.refetch()} />
      )}
      {entitlements.isPending ? (
        !entitlements.error && <Loading />
      ) : (
        <GrowingTable
          label={t('entitlements.title')}
          columns={columns}
          rows={entitlements.data?.pages.flatMap(({ items }) => items) ?? []}
          keyOf={({ id }) => id}
          more={
            entitlements.hasNextPage && !entitlements.isFetchingNextPage
              ? () => void entitlements.fetchNextPage()
              : undefined
          }
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
      {isConfiguring && <ConfigureDialog close={() => setIsConfiguring(false)} />}
      {removing && <RemoveDialog entitlement={removing} close={() => setRemoving(undefined)} />}
    </Page>
  );
}

/** An entitlement configuration knows only the id of its system. */
function SystemLink({ id }: { readonly id: string }) {
  const platform = usePlatform();
  const { data } = useQuery({
    queryKey: ['systems', platform.account, 'one', id, undefined],
    queryFn: () => readSystem(platform, id),
  });
  return <PathLink path={`/systems/${id}`}>{data?.name ?? '…'}</PathLink>;
}

function RemoveDialog({
  entitlement,
  close,
}: {
  readonly entitlement: EntitlementConfiguration;
  readonly close: () => void;
}) {
  const t = useTexts();
  const remove = useRemoveEntitlement();
  return (
    <ConfirmDialog
      title={t('entitlements.remove-title')}
      confirm={t('entitlements.remove')}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate(entitlement.id, { onSuccess: close })}
      close={close}
    >
      {remove.error && <ProblemStrip problem={problemOf(remove.error)} />}
      <p>{t('entitlements.remove-question', { ...entitlement })}</p>
    </ConfirmDialog>
  );
}
