import { toProblem, type Problem } from '../api/problem.js';
import type { Extension } from '../api/api-types.js';
import { ConfirmDialog } from '../shell/confirm-dialog.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { useTexts } from '../texts/texts.js';
import { useDeleteExtension } from './extensions.queries.js';

/** Explains and confirms *Delete*: a failed extension is removed, an enabled one is deregistered (N-10). */
export function DeleteExtensionDialog({
  extension,
  onClose,
}: {
  readonly extension: Extension;
  readonly onClose: () => void;
}) {
  const t = useTexts();
  const deletion = useDeleteExtension();
  const problem = deletion.error ? toProblem(deletion.error) : undefined;
  return (
    <ConfirmDialog
      title={t('extensions.delete-title', { name: extension.systemName })}
      confirm={t('extensions.delete')}
      isBusy={deletion.isPending}
      onConfirm={() => deletion.mutate(extension, { onSuccess: onClose })}
      onClose={onClose}
    >
      {problem && <ProblemStrip problem={problem} />}
      {problem && <Blockers problem={problem} />}
      <p>{t(extension.status === 'FAILED' ? 'extensions.delete-failed' : 'extensions.delete-enabled')}</p>
    </ConfirmDialog>
  );
}

/** M-24: what uses the system. No links: only the global account can change it. */
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
