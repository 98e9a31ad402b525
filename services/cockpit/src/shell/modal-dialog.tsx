import { Bar } from '@ui5/webcomponents-react/Bar';
import { Dialog } from '@ui5/webcomponents-react/Dialog';
import { useEffect, type ReactElement, type ReactNode } from 'react';

/** A dialog that is open while it is mounted. When it closes, the focus returns to the element that had it before. */
export function ModalDialog({
  title,
  buttons,
  onClose,
  children,
}: {
  readonly title: string;
  readonly buttons: ReactElement;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  // UI5's dialog restores the focus only when it closes itself, not when it is unmounted.
  useEffect(() => {
    const previous = document.activeElement;
    return () => {
      if (previous instanceof HTMLElement && previous !== document.body) previous.focus();
    };
  }, []);
  return (
    <Dialog
      open
      headerText={title}
      className="dialog"
      onClose={onClose}
      footer={<Bar design="Footer" endContent={buttons} />}
    >
      {children}
    </Dialog>
  );
}
