import type { Extension } from '../platform/platform.js';
import type { Appearance } from '../status/system-status.js';

const APPEARANCES: Readonly<Record<Extension['status'], Appearance>> = {
  ENABLING: { text: 'extension.ENABLING', tone: 'information', icon: 'pending' },
  ENABLED: { text: 'extension.ENABLED', tone: 'positive', icon: 'sys-enter-2' },
  FAILED: { text: 'extension.FAILED', tone: 'negative', icon: 'error' },
  DISABLING: { text: 'extension.DISABLING', tone: 'critical', icon: 'synchronize' },
};

export function appearanceOf({ status }: Extension): Appearance {
  return APPEARANCES[status];
}

/** N-10: what is being enabled or disabled cannot be deleted. */
export function mayBeDeleted({ status }: Extension): boolean {
  return status === 'ENABLED' || status === 'FAILED';
}

/** Whether its status changes by itself. */
export function isUnderWay({ status }: Extension): boolean {
  return status === 'ENABLING' || status === 'DISABLING';
}
