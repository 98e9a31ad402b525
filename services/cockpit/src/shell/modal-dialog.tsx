import { Bar } from '@ui5/webcomponents-react/Bar';
import { Dialog } from '@ui5/webcomponents-react/Dialog';
import { useEffect, type ReactElement, type ReactNode } from 'react';

/** A dialog while it is there. Whoever leaves it goes on where they were. */
export function ModalDialog({
  title,
  buttons,
  close,
  children,
}: {
  readonly title: string;
  readonly buttons: ReactElement;
  readonly close: () => void;
  readonly children: ReactNode;
}) {
  // The component gives the focus back only when it closes itself, not when it is taken out of the page.
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      if (opener instanceof HTMLElement && opener !== document.body) opener.focus();
    };
  }, []);
  return (
    <Dialog
      open
      headerText={title}
      className="dialog"
      onClose={close}
      footer={<Bar design="Footer" endContent={buttons} />}
    >
      {children}
    </Dialog>
  );
}
