import type { EntitlementConfiguration } from '../api/api-types.js';
import { toProblem } from '../api/problem.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { useTexts } from '../texts/texts.js';
import { useRemoveEntitlement } from './entitlements.queries.js';

/** Confirms and removes an entitlement configuration. */
export function RemoveDialog({
  entitlement,
  onClose,
}: {
  readonly entitlement: EntitlementConfiguration;
  readonly onClose: () => void;
}) {
  const t = useTexts();
  const remove = useRemoveEntitlement();
  return (
    <ConfirmDialog
      title={t('entitlements.remove-title')}
      confirm={t('entitlements.remove')}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate(entitlement.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      {remove.error && <ProblemStrip problem={toProblem(remove.error)} />}
      <p>{t('entitlements.remove-question', { ...entitlement })}</p>
    </ConfirmDialog>
  );
}
