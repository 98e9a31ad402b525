import type { Role } from '../sign-in/user.js';
import type { TextKey } from '../texts/texts.js';

/** An entry of the side navigation; `pages.tsx` has the page of each path. */
export interface NavigationItem {
  readonly path: string;
  readonly text: TextKey;
  readonly icon: string;
}

export interface NavigationGroup {
  readonly text: TextKey;
  readonly icon: string;
  readonly roles: readonly Role[];
  readonly items: readonly NavigationItem[];
}

const NAVIGATION: readonly NavigationGroup[] = [
  {
    text: 'navigation.system-landscape',
    icon: 'overview-chart',
    roles: ['global-account-admin', 'system-landscape-admin', 'system-landscape-viewer'],
    items: [
      { path: '/systems', text: 'navigation.systems', icon: 'it-system' },
      { path: '/formations', text: 'navigation.formations', icon: 'org-chart' },
      { path: '/entitlements', text: 'navigation.entitlements', icon: 'official-service' },
    ],
  },
  {
    text: 'navigation.tenant',
    icon: 'chain-link',
    roles: ['tenant-admin'],
    items: [{ path: '/extensions', text: 'navigation.extensions', icon: 'chain-link' }],
  },
  {
    text: 'navigation.operations',
    icon: 'wrench',
    roles: ['operator'],
    items: [
      { path: '/operations/incidents', text: 'navigation.incidents', icon: 'incident' },
      { path: '/operations/platform', text: 'navigation.platform', icon: 'stethoscope' },
    ],
  },
];

/** Path of the first page for these roles; undefined without one. */
export function startFor(roles: readonly Role[]): string | undefined {
  return navigationFor(roles)[0]?.items[0]?.path;
}

/** The groups of the side navigation for these roles. */
export function navigationFor(roles: readonly Role[]): readonly NavigationGroup[] {
  return NAVIGATION.filter((group) => group.roles.some((role) => roles.includes(role)));
}
