import { useQuery, useQueryClient } from '@tanstack/react-query';
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import { usePlatform, type System } from '../../platform/platform.js';
import { answerOf, problemOf } from '../../platform/problem.js';
import { useWrite } from '../../platform/write.js';
import { ConfirmDialog } from '../../shell/confirm-dialog.js';
import { Loading } from '../../shell/page.js';
import { ProblemStrip } from '../../shell/problem-strip.js';
import { useTexts } from '../../texts/texts.js';
import { Blockers } from './blockers.js';

/** Shows what blocks a deregistration, or what it does, and starts it (R7, M-24). */
export function DeregisterDialog({ system, close }: { readonly system: System; readonly close: () => void }) {
  const t = useTexts();
  const { http, account, reached } = usePlatform();
  const queries = useQueryClient();
  const path = { ga: account, id: system.id };
  const preview = useQuery({
    queryKey: ['systems', account, 'deregistration', system.id],
    queryFn: () =>
      answerOf(
        http.GET('/v1/global-accounts/{ga}/systems/{id}/deregistration', { params: { path, query: reached() } }),
      ),
    staleTime: 0,
  });
  const start = useWrite(
    (_: void, once) =>
      answerOf(
        http.POST('/v1/global-accounts/{ga}/systems/{id}/deregistration', { params: { path, ...once }, body: {} }),
      ),
    {
      onSuccess: () => {
        close();
        return queries.invalidateQueries();
      },
    },
  );
  const problem = start.error && problemOf(start.error);
  const { data } = preview;
  return (
    <ConfirmDialog
      title={t('deregister.title', { name: system.name })}
      confirm={t('deregister.confirm')}
      disabled={data?.allowed !== true}
      isBusy={start.isPending}
      onConfirm={() => start.mutate()}
      close={close}
    >
      {preview.error && <ProblemStrip problem={problemOf(preview.error)} retry={() => void preview.refetch()} />}
      {preview.isPending && !preview.error && <Loading />}
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
