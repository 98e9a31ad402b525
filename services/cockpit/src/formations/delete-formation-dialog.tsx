import type { Formation } from '../api/api-types.js';
import { toProblem } from '../api/problem.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { useTexts } from '../texts/texts.js';
import { useDeleteFormation } from './formations.queries.js';

/** Confirms and deletes a formation. */
export function DeleteFormationDialog({
  formation,
  onClose,
  onDeleted,
}: {
  readonly formation: Formation;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}) {
  const t = useTexts();
  const remove = useDeleteFormation(onDeleted);
  return (
    <ConfirmDialog
      title={t('formation.delete-title')}
      confirm={t('formation.delete')}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate(formation.id)}
      onClose={onClose}
    >
      {remove.error && <ProblemStrip problem={toProblem(remove.error)} />}
      <p>{t('formation.delete-question', { name: formation.name, count: formation.systems.length })}</p>
    </ConfirmDialog>
  );
}
