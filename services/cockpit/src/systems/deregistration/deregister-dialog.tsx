import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import type { System } from '../../api/api-types.js';
import { toProblem } from '../../api/problem.js';
import { ConfirmDialog } from '../../shell/confirm-dialog.js';
import { ProblemStrip } from '../../shell/problem-strip.js';
import { QueryStatus } from '../../shell/query-status.js';
import { useTexts } from '../../texts/texts.js';
import { Blockers } from './blockers.js';
import { useDeregister, useDeregistrationPreview } from './deregistration.queries.js';

/** Shows what a deregistration does or what blocks it, and starts it (R7, M-24). */
export function DeregisterDialog({ system, onClose }: { readonly system: System; readonly onClose: () => void }) {
  const t = useTexts();
  const preview = useDeregistrationPreview(system.id);
  const deregister = useDeregister(onClose);
  const problem = deregister.error && toProblem(deregister.error);
  const { data } = preview;
  return (
    <ConfirmDialog
      title={t('deregister.title', { name: system.name })}
      confirm={t('deregister.confirm')}
      disabled={data?.allowed !== true}
      isBusy={deregister.isPending}
      onConfirm={() => deregister.mutate(system.id)}
      onClose={onClose}
    >
      <QueryStatus query={preview} />
      {problem && <ProblemStrip problem={problem} />}
      {data?.allowed === true && <p>{t('deregister.question', { tenant: system.registration?.tenantId ?? '–' })}</p>}
      {data?.allowed === false && (
        <MessageStrip design="Critical" hideCloseButton role="status">
          {t(
            data.code === 'DEREGISTER_BLOCKED_REFERENCES'
              ? 'deregister.blocked-by-references'
              : 'problem.DEREGISTER_BLOCKED_STATUS.what',
          )}
        </MessageStrip>
      )}
      <Blockers system={system} blockers={problem?.blockers ?? data?.blockers ?? []} />
    </ConfirmDialog>
  );
}
