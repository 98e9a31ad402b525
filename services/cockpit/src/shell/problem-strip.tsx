import '@ui5/webcomponents-icons/dist/copy.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { MessageStrip } from '@ui5/webcomponents-react/MessageStrip';
import { type Problem } from '../api/problem.js';
import { useSession } from '../sign-in/session-context.js';
import { useIsTextKey, useTexts } from '../texts/texts.js';
import { CopyButton } from './copy-button.js';

/** Shows a problem: what happened, what helps, and the correlation id to copy. */
export function ProblemStrip({ problem, retry }: { readonly problem: Problem; readonly retry?: () => void }) {
  const t = useTexts();
  const isTextKey = useIsTextKey();
  const { signInAgain } = useSession();
  return (
    <MessageStrip design="Negative" hideCloseButton className="problem" role="alert">
      {/* The platform's own words, which follow, are all that there is for a code of a newer release. */}
      {isTextKey(`problem.${problem.code}.what`) && (
        <>
          <span className="problem-what">{t(`problem.${problem.code}.what`)}</span> {t(`problem.${problem.code}.help`)}
        </>
      )}
      <span className="problem-words">{problem.message}</span>
      <span className="problem-actions">
        {problem.correlationId !== undefined && (
          <>
            <span>{t('problem.correlation-id', { id: problem.correlationId })}</span>
            <CopyButton text={problem.correlationId} label={t('problem.copy-correlation-id')} />
          </>
        )}
        {problem.code === 'UNAUTHENTICATED' && (
          <Button design="Transparent" onClick={() => void signInAgain()}>
            {t('problem.sign-in-again')}
          </Button>
        )}
        {retry && (
          <Button design="Transparent" onClick={retry}>
            {t('problem.retry')}
          </Button>
        )}
      </span>
    </MessageStrip>
  );
}
