import { problemOf, type Problem } from '../platform/problem.js';
import type { Extension } from '../platform/platform.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { useTexts } from '../texts/texts.js';
import { useDeletion } from './extensions.js';

/** *Delete*, and what it means: a failed extension sets its name free, an enabled one is deregistered (N-10). */
export function DeleteExtensionDialog({
  extension,
  close,
}: {
  readonly extension: Extension;
  readonly close: () => void;
}) {
  const t = useTexts();
  const deletion = useDeletion();
  const problem = deletion.error ? problemOf(deletion.error) : undefined;
  return (
    <ConfirmDialog
      title={t('extensions.delete-title', { name: extension.systemName })}
      confirm={t('extensions.delete')}
      isBusy={deletion.isPending}
      onConfirm={() => deletion.mutate(extension, { onSuccess: close })}
      close={close}
    >
      {problem && <ProblemStrip problem={problem} />}
      {problem && <Blockers problem={problem} />}
      <p>{t(extension.status === 'FAILED' ? 'extensions.delete-failed' : 'extensions.delete-enabled')}</p>
    </ConfirmDialog>
  );
}

/** M-24: the refusal names what uses the system; only the account can take it out. */
function Blockers({ problem: { blockers } }: { readonly problem: Problem }) {
  const t = useTexts();
  if (blockers.length === 0) return null;
  return (
    <ul>
      {blockers.map(({ kind, id, name }) => (
        <li key={id}>{t(`extensions.blocker.${kind}`, { name })}</li>
      ))}
    </ul>
  );
}
