import { Button } from '@ui5/webcomponents-react/Button';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts.js';
import { ModalDialog } from './modal-dialog.js';

/** A dialog with a confirm and a cancel button. */
export function ConfirmDialog({
  title,
  confirm,
  design = 'Negative',
  disabled = false,
  isBusy,
  onConfirm,
  onClose,
  children,
}: {
  readonly title: string;
  readonly confirm: string;
  readonly design?: 'Negative' | 'Emphasized';
  readonly disabled?: boolean;
  /** The confirmed action is in progress. */
  readonly isBusy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const t = useTexts();
  return (
    <ModalDialog
      title={title}
      onClose={onClose}
      buttons={
        <>
          <Button design={design} disabled={disabled} loading={isBusy} onClick={onConfirm}>
            {confirm}
          </Button>
          <Button onClick={onClose}>{t('dialog.cancel')}</Button>
        </>
      }
    >
      <div className="stack">{children}</div>
    </ModalDialog>
  );
}
