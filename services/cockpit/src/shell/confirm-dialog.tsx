import { Bar } from '@ui5/webcomponents-react/Bar';
import { Button } from '@ui5/webcomponents-react/Button';
import { Dialog } from '@ui5/webcomponents-react/Dialog';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/texts.js';

/** Says what will happen, and asks. */
export function ConfirmDialog({
  title,
  confirm,
  design = 'Negative',
  disabled,
  onConfirm,
  close,
  children,
}: {
  readonly title: string;
  readonly confirm: string;
  readonly design?: 'Negative' | 'Emphasized';
  readonly disabled: boolean;
  readonly onConfirm: () => void;
  readonly close: () => void;
  readonly children: ReactNode;
}) {
  const t = useTexts();
  return (
    <Dialog
      open
      headerText={title}
      className="dialog"
      onClose={close}
      footer={
        <Bar
          design="Footer"
          endContent={
            <>
              <Button design={design} disabled={disabled} onClick={onConfirm}>
                {confirm}
              </Button>
              <Button onClick={close}>{t('dialog.cancel')}</Button>
            </>
          }
        />
      }
    >
      <div className="stack">{children}</div>
    </Dialog>
  );
}
