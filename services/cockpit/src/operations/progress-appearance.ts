import type { StatusAppearance } from '../status/system-status.js';

export const CAUGHT_UP: StatusAppearance = { text: 'platform.caught-up', tone: 'positive', icon: 'sys-enter-2' };
export const BEHIND: StatusAppearance = { text: 'platform.behind', tone: 'critical', icon: 'pending' };
export const STOPPED: StatusAppearance = { text: 'platform.stopped', tone: 'negative', icon: 'error' };
