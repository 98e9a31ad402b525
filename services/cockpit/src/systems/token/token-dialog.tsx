import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@ui5/webcomponents-react/Button';
import { useEffect, useRef } from 'react';
import { usePlatform, type System } from '../../platform/platform.js';
import { answerOf, problemOf } from '../../platform/problem.js';
import { useWrite } from '../../platform/write.js';
import { ModalDialog } from '../../shell/modal-dialog.js';
import { Loading } from '../../shell/page.js';
import { ProblemStrip } from '../../shell/problem-strip.js';
import { useTexts } from '../../texts/texts.js';
import { TokenPanel } from './token-panel.js';

/** Shows the token of a Pending system; an expired one is replaced, and the answer says so (M-12, M-15, M-18). */
export function DisplayTokenDialog({ system, close }: { readonly system: System; readonly close: () => void }) {
  const t = useTexts();
  const { http, account } = usePlatform();
  // Not a query: the answer is a secret, which stays in no cache, and asking again may make a new token (N-07).
  const display = useMutation({
    mutationFn: () =>
      answerOf(
        http.GET('/v1/global-accounts/{ga}/systems/{id}/integration-token', {
          params: { path: { ga: account, id: system.id } },
        }),
      ),
  });
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    display.mutate();
  }, [display]);

  return (
    <ModalDialog
      title={t('token.title', { name: system.name })}
      close={close}
      buttons={<Button onClick={close}>{t('dialog.close')}</Button>}
    >
      {display.error && <ProblemStrip problem={problemOf(display.error)} retry={() => display.mutate()} />}
      {display.isPending && <Loading />}
      {display.data && <TokenPanel system={system} token={display.data} />}
    </ModalDialog>
  );
}

/** Issues a new token: in place of the live one, after an error (R6), or to register a system again. */
export function NewTokenDialog({ system, close }: { readonly system: System; readonly close: () => void }) {
  const t = useTexts();
  const { http, account } = usePlatform();
  const queries = useQueryClient();
  const issue = useWrite(
    (id: string, once) =>
      answerOf(
        http.POST('/v1/global-accounts/{ga}/systems/{id}/integration-token', {
          params: { path: { ga: account, id }, ...once },
          body: {},
        }),
      ),
    { onSuccess: () => queries.invalidateQueries() },
  );
  const why = system.status === 'ERROR' || system.status === 'DEREGISTERED' ? system.status : 'PENDING';
  return (
    <ModalDialog
      title={t('new-token.title', { name: system.name })}
      close={close}
      buttons={
        <>
          {!issue.data && (
            <Button design="Emphasized" loading={issue.isPending} onClick={() => issue.mutate(system.id)}>
              {t('new-token.issue')}
            </Button>
          )}
          <Button onClick={close}>{t(issue.data ? 'dialog.close' : 'dialog.cancel')}</Button>
        </>
      }
    >
      {issue.error && <ProblemStrip problem={problemOf(issue.error)} />}
      {issue.data ? (
        <TokenPanel system={system} token={{ ...issue.data, replaced: false }} />
      ) : (
        <p>{t(`new-token.why.${why}`)}</p>
      )}
    </ModalDialog>
  );
}
