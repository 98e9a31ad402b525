import { Button } from '@ui5/webcomponents-react/Button';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts.js';
import { ModalDialog } from './modal-dialog.js';

/** Says what will happen, and asks. */
export function ConfirmDialog({
  title,
  confirm,
  design = 'Negative',
  disabled = false,
  isBusy,
  onConfirm,
  close,
  children,
}: {
  readonly title: string;
  readonly confirm: string;
  readonly design?: 'Negative' | 'Emphasized';
  readonly disabled?: boolean;
  /** What was confirmed is under way. */
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
  readonly close: () => void;
  readonly children: ReactNode;
}) {
  const t = useTexts();
  return (
    <ModalDialog
      title={title}
      close={close}
      buttons={
        <>
          <Button design={design} disabled={disabled} loading={isBusy} onClick={onConfirm}>
            {confirm}
          </Button>
          <Button onClick={close}>{t('dialog.cancel')}</Button>
        </>
      }
    >
      <div className="stack">{children}</div>
    </ModalDialog>
  );
}
