import { Button } from '@ui5/webcomponents-react/Button';
import { toProblem } from '../../api/problem.js';
import { ModalDialog } from '../../shell/modal-dialog.js';
import { ProblemStrip } from '../../shell/problem-strip.js';
import { useTexts } from '../../texts/texts.js';
import { RegisterForm } from './register-form.js';
import { RegisteredNotice } from './registered-notice.js';
import { useRegisterForm } from './use-register-form.js';
import { useRegisterSystem } from './use-register-system.js';

/** Asks for name and type, registers the system (M-08), then shows its token (M-10, M-11). */
export function RegisterDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useTexts();
  const register = useRegisterSystem();
  const form = useRegisterForm(register.mutate);
  if (register.data) {
    return (
      <ModalDialog
        title={t('register.done-title')}
        buttons={
          <Button design="Emphasized" onClick={onClose}>
            {t('dialog.close')}
          </Button>
        }
        onClose={onClose}
      >
        <RegisteredNotice result={register.data} />
      </ModalDialog>
    );
  }
  const { catalogue } = form;
  return (
    <ModalDialog
      title={t('register.title')}
      buttons={
        <>
          <Button design="Emphasized" disabled={!form.type} loading={register.isPending} onClick={form.submit}>
            {t('register.register')}
          </Button>
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        </>
      }
      onClose={onClose}
    >
      {catalogue.error && <ProblemStrip problem={toProblem(catalogue.error)} retry={() => void catalogue.refetch()} />}
      {register.error && <ProblemStrip problem={toProblem(register.error)} />}
      <RegisterForm form={form} />
    </ModalDialog>
  );
}
