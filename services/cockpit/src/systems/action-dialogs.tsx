import type { System } from '../platform/platform.js';
import type { SystemAction } from './system-actions.js';
import { CancelDialog } from './deregistration/cancel-dialog.js';
import { DeregisterDialog } from './deregistration/deregister-dialog.js';
import { DisplayTokenDialog, NewTokenDialog } from './token/token-dialog.js';

const DIALOGS = {
  'display-token': DisplayTokenDialog,
  'new-token': NewTokenDialog,
  cancel: CancelDialog,
  deregister: DeregisterDialog,
} as const;

/** The dialog of an action. */
export function ActionDialog({
  action,
  ...rest
}: {
  readonly action: SystemAction;
  readonly system: System;
  readonly close: () => void;
}) {
  const OneDialog = DIALOGS[action];
  return <OneDialog {...rest} />;
}
