import { useQueryClient } from '@tanstack/react-query';
import { usePlatform, type System } from '../../platform/platform.js';
import { answerOf, problemOf } from '../../platform/problem.js';
import { useWrite } from '../../platform/write.js';
import { ConfirmDialog } from '../../shell/confirm-dialog.js';
import { ProblemStrip } from '../../shell/problem-strip.js';
import { useTexts } from '../../texts/texts.js';
import { Blockers } from './blockers.js';

/** Ends a registration that nobody has redeemed (R11). */
export function CancelDialog({ system, close }: { readonly system: System; readonly close: () => void }) {
  const t = useTexts();
  const { http, account } = usePlatform();
  const queries = useQueryClient();
  const cancel = useWrite(
    (id: string, once) =>
      answerOf(
        http.DELETE('/v1/global-accounts/{ga}/systems/{id}', {
          params: { path: { ga: account, id }, ...once },
          body: {},
        }),
      ),
    {
      onSuccess: () => {
        close();
        return queries.invalidateQueries();
      },
    },
  );
  const problem = cancel.error && problemOf(cancel.error);
  return (
    <ConfirmDialog
      title={t('cancel.title')}
      confirm={t('cancel.confirm')}
      isBusy={cancel.isPending}
      onConfirm={() => cancel.mutate(system.id)}
      close={close}
    >
      {problem && <ProblemStrip problem={problem} />}
      {problem && <Blockers system={system} blockers={problem.blockers} />}
      <p>{t('cancel.question', { name: system.name })}</p>
    </ConfirmDialog>
  );
}
