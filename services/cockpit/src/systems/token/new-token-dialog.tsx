import { Button } from '@ui5/webcomponents-react/Button';
import type { System } from '../../api/api-types.js';
import { toProblem } from '../../api/problem.js';
import { ModalDialog } from '../../shell/modal-dialog.js';
import { ProblemStrip } from '../../shell/problem-strip.js';
import { useTexts } from '../../texts/texts.js';
import { TokenPanel } from './token-panel.js';
import { useIssueToken } from './token.queries.js';

/** Issues a new token: in place of the live one, after an error (R6), or to register a system again. */
export function NewTokenDialog({ system, onClose }: { readonly system: System; readonly onClose: () => void }) {
  const t = useTexts();
  const issue = useIssueToken();
  const why = system.status === 'ERROR' || system.status === 'DEREGISTERED' ? system.status : 'PENDING';
  return (
    <ModalDialog
      title={t('new-token.title', { name: system.name })}
      buttons={
        <>
          {!issue.data && (
            <Button design="Emphasized" loading={issue.isPending} onClick={() => issue.mutate(system.id)}>
              {t('new-token.issue')}
            </Button>
          )}
          <Button onClick={onClose}>{t(issue.data ? 'dialog.close' : 'dialog.cancel')}</Button>
        </>
      }
      onClose={onClose}
    >
      {issue.error && <ProblemStrip problem={toProblem(issue.error)} />}
      {issue.data ? (
        <TokenPanel system={system} token={{ ...issue.data, replaced: false }} />
      ) : (
        <p>{t(`new-token.why.${why}`)}</p>
      )}
    </ModalDialog>
  );
}
