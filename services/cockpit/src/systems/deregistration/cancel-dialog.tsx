import type { System } from '../../api/api-types.js';
import { toProblem } from '../../api/problem.js';
import { ConfirmDialog } from '../../shell/confirm-dialog.js';
import { ProblemStrip } from '../../shell/problem-strip.js';
import { useTexts } from '../../texts/texts.js';
import { Blockers } from './blockers.js';
import { useCancelRegistration } from './deregistration.queries.js';

/** Confirms and cancels a registration whose token nobody has redeemed (R11). */
export function CancelDialog({ system, onClose }: { readonly system: System; readonly onClose: () => void }) {
  const t = useTexts();
  const cancel = useCancelRegistration(onClose);
  const problem = cancel.error && toProblem(cancel.error);
  return (
    <ConfirmDialog
      title={t('cancel.title')}
      confirm={t('cancel.confirm')}
      isBusy={cancel.isPending}
      onConfirm={() => cancel.mutate(system.id)}
      onClose={onClose}
    >
      {problem && <ProblemStrip problem={problem} />}
      {problem && <Blockers system={system} blockers={problem.blockers} />}
      <p>{t('cancel.question', { name: system.name })}</p>
    </ConfirmDialog>
  );
}
