import type { System } from '../api/api-types.js';
import type { SystemAction } from './system-actions.js';
import { CancelDialog } from './deregistration/cancel-dialog.js';
import { DeregisterDialog } from './deregistration/deregister-dialog.js';
import { DisplayTokenDialog } from './token/display-token-dialog.js';
import { NewTokenDialog } from './token/new-token-dialog.js';

const DIALOGS = {
  'display-token': DisplayTokenDialog,
  'new-token': NewTokenDialog,
  cancel: CancelDialog,
  deregister: DeregisterDialog,
} as const;

/** Opens the dialog of an action. */
export function ActionDialog({
  action,
  ...rest
}: {
  readonly action: SystemAction;
  readonly system: System;
  readonly onClose: () => void;
}) {
  const Dialog = DIALOGS[action];
  return <Dialog {...rest} />;
}
