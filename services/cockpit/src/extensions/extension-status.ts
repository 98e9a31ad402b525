import type { Extension } from '../api/api-types.js';
import { appearanceIn, type StatusAppearance } from '../status/system-status.js';

const APPEARANCES: Readonly<Record<Extension['status'], StatusAppearance>> = {
  ENABLING: { text: 'extension.ENABLING', tone: 'information', icon: 'pending' },
  ENABLED: { text: 'extension.ENABLED', tone: 'positive', icon: 'sys-enter-2' },
  FAILED: { text: 'extension.FAILED', tone: 'negative', icon: 'error' },
  DISABLING: { text: 'extension.DISABLING', tone: 'critical', icon: 'synchronize' },
};

export function appearanceOf({ status }: Extension): StatusAppearance {
  return appearanceIn(APPEARANCES, status);
}

/** N-10: an extension that is being enabled or disabled cannot be deleted. */
export function isDeletable({ status }: Extension): boolean {
  return status === 'ENABLED' || status === 'FAILED';
}

/** Whether the platform is about to change the status. */
export function isInProgress({ status }: Extension): boolean {
  return status === 'ENABLING' || status === 'DISABLING';
}
