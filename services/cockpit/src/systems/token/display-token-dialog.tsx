import { Button } from '@ui5/webcomponents-react/Button';
import type { System } from '../../api/api-types.js';
import { toProblem } from '../../api/problem.js';
import { ModalDialog } from '../../shell/modal-dialog.js';
import { Loading } from '../../shell/page.js';
import { ProblemStrip } from '../../shell/problem-strip.js';
import { useTexts } from '../../texts/texts.js';
import { TokenPanel } from './token-panel.js';
import { useDisplayToken } from './token.queries.js';

/** Shows the token of a Pending system; one that has expired is replaced (M-12, M-15, M-18). */
export function DisplayTokenDialog({ system, onClose }: { readonly system: System; readonly onClose: () => void }) {
  const t = useTexts();
  const display = useDisplayToken(system);
  return (
    <ModalDialog
      title={t('token.title', { name: system.name })}
      buttons={<Button onClick={onClose}>{t('dialog.close')}</Button>}
      onClose={onClose}
    >
      {display.error && <ProblemStrip problem={toProblem(display.error)} retry={() => display.mutate()} />}
      {display.isPending && <Loading />}
      {display.data && <TokenPanel system={system} token={display.data} />}
    </ModalDialog>
  );
}
