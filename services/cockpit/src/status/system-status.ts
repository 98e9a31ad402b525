import type { SystemStatus } from '../platform/platform.js';
import type { TextKey } from '../texts/texts.js';

/** How a status looks: Fiori's semantic colours, and an icon so that colour alone says nothing. */
export interface Appearance {
  readonly text: TextKey;
  readonly tone: 'neutral' | 'information' | 'positive' | 'critical' | 'negative';
  readonly icon: string;
}

const APPEARANCES: Readonly<Record<SystemStatus, Appearance>> = {
  PENDING: { text: 'status.PENDING', tone: 'information', icon: 'pending' },
  REGISTERED: { text: 'status.REGISTERED', tone: 'positive', icon: 'sys-enter-2' },
  ERROR: { text: 'status.ERROR', tone: 'negative', icon: 'error' },
  DEREGISTERING: { text: 'status.DEREGISTERING', tone: 'critical', icon: 'synchronize' },
  DEREGISTER_ERROR: { text: 'status.DEREGISTER_ERROR', tone: 'negative', icon: 'alert' },
  REMOVED: { text: 'status.REMOVED', tone: 'neutral', icon: 'decline' },
  DEREGISTERED: { text: 'status.DEREGISTERED', tone: 'neutral', icon: 'decline' },
};

/** M-05 */
export function appearanceOf(status: SystemStatus): Appearance {
  return APPEARANCES[status];
}

/** The statuses that the list of systems has; ended systems are in the history only. */
export const LISTED: readonly SystemStatus[] = ['PENDING', 'REGISTERED', 'ERROR', 'DEREGISTERING', 'DEREGISTER_ERROR'];
