import '@ui5/webcomponents-icons/dist/chain-link.js';
import '@ui5/webcomponents-icons/dist/incident.js';
import '@ui5/webcomponents-icons/dist/it-system.js';
import '@ui5/webcomponents-icons/dist/official-service.js';
import '@ui5/webcomponents-icons/dist/org-chart.js';
import '@ui5/webcomponents-icons/dist/overview-chart.js';
import '@ui5/webcomponents-icons/dist/stethoscope.js';
import '@ui5/webcomponents-icons/dist/wrench.js';
import { lazy, type ComponentType } from 'react';
import { matchPath } from 'react-router';

type Load = () => Promise<{ readonly default: ComponentType }>;

/** The page of every path; each is loaded when it is first opened. `navigation.ts` has the entries of the navigation. */
const LOADS: Readonly<Record<string, Load>> = {
  '/systems': () => import('../systems/systems-page.js'),
  '/systems/:id': () => import('../system-details/system-page.js'),
  '/formations': () => import('../formations/formations-page.js'),
  '/formations/:id': () => import('../formations/formation-page.js'),
  '/entitlements': () => import('../entitlements/entitlements-page.js'),
  '/extensions': () => import('../extensions/extensions-page.js'),
  '/operations/incidents': () => import('../operations/incidents-page.js'),
  '/operations/platform': () => import('../operations/platform-page.js'),
};

export const PAGES: Readonly<Record<string, ComponentType>> = Object.fromEntries(
  Object.entries(LOADS).map(([path, load]) => [path, lazy(load)]),
);

/** Begins to load the page of a path before the shell, which asks for it, is drawn. */
export function fetchPage(path: string): void {
  const found = Object.keys(LOADS).find((pattern) => matchPath(pattern, path));
  // What does not come is asked for again when it is drawn, and told of there.
  if (found !== undefined) LOADS[found]?.().catch(() => undefined);
}
