import { useQueryClient } from '@tanstack/react-query';
import { usePlatform, type Formation } from '../platform/platform.js';
import { answerOf, problemOf } from '../platform/problem.js';
import { useWrite } from '../platform/write.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { useTexts } from '../texts/texts.js';

/** Deletes a formation; its systems are excluded first. */
export function DeleteDialog({
  formation,
  close,
  deleted,
}: {
  readonly formation: Formation;
  readonly close: () => void;
  readonly deleted: () => void;
}) {
  const t = useTexts();
  const { http, account } = usePlatform();
  const queries = useQueryClient();
  const remove = useWrite(
    (formationId: string, once) =>
      answerOf(
        http.DELETE('/v1/global-accounts/{ga}/formations/{formationId}', {
          params: { path: { ga: account, formationId }, ...once },
          body: {},
        }),
      ),
    {
      onSuccess: () => {
        deleted();
        return Promise.all(['formations', 'systems'].map((one) => queries.invalidateQueries({ queryKey: [one] })));
      },
    },
  );
  return (
    <ConfirmDialog
      title={t('formation.delete-title')}
      confirm={t('formation.delete')}
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate(formation.id)}
      close={close}
    >
      {remove.error && <ProblemStrip problem={problemOf(remove.error)} />}
      <p>{t('formation.delete-question', { name: formation.name, count: formation.systems.length })}</p>
    </ConfirmDialog>
  );
}
