import type { SystemStatus } from '../api/api-types.js';
import type { TextKey } from '../texts/texts.js';

/** How a status is shown: text, Fiori's semantic colour, and an icon for those who do not see the colour. */
export interface StatusAppearance {
  readonly text: TextKey;
  readonly tone: 'neutral' | 'information' | 'positive' | 'critical' | 'negative';
  readonly icon: string;
}

/** A status that only a newer release of the platform knows is shown as it is. */
export function appearanceIn<Status extends string>(
  appearances: Readonly<Record<Status, StatusAppearance>>,
  status: Status,
): StatusAppearance {
  return Object.hasOwn(appearances, status)
    ? appearances[status]
    : { text: `status.${status}` as TextKey, tone: 'neutral', icon: 'question-mark' };
}

const APPEARANCES: Readonly<Record<SystemStatus, StatusAppearance>> = {
  PENDING: { text: 'status.PENDING', tone: 'information', icon: 'pending' },
  REGISTERED: { text: 'status.REGISTERED', tone: 'positive', icon: 'sys-enter-2' },
  ERROR: { text: 'status.ERROR', tone: 'negative', icon: 'error' },
  DEREGISTERING: { text: 'status.DEREGISTERING', tone: 'critical', icon: 'synchronize' },
  DEREGISTER_ERROR: { text: 'status.DEREGISTER_ERROR', tone: 'negative', icon: 'alert' },
  REMOVED: { text: 'status.REMOVED', tone: 'neutral', icon: 'decline' },
  DEREGISTERED: { text: 'status.DEREGISTERED', tone: 'neutral', icon: 'decline' },
};

/** M-05: text, colour and icon of a system's status. */
export function appearanceOf(status: SystemStatus): StatusAppearance {
  return appearanceIn(APPEARANCES, status);
}

/** The statuses in the list of systems; it does not contain removed and deregistered systems. */
export const LISTED_STATUSES: readonly SystemStatus[] = [
  'PENDING',
  'REGISTERED',
  'ERROR',
  'DEREGISTERING',
  'DEREGISTER_ERROR',
];
