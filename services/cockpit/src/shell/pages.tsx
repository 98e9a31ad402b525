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

type LoadPage = () => Promise<{ readonly default: ComponentType }>;

/** The page of each route, in a chunk of its own. `navigation.ts` has the entries of the side navigation. */
const PAGE_MODULES: Readonly<Record<string, LoadPage>> = {
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
  Object.entries(PAGE_MODULES).map(([path, load]) => [path, lazy(load)]),
);

/** Starts loading the page of a path before the first render asks for it. */
export function preloadPage(path: string): void {
  const route = Object.keys(PAGE_MODULES).find((pattern) => matchPath(pattern, path));
  // The render loads it again and reports a failure.
  if (route !== undefined) PAGE_MODULES[route]?.().catch(() => undefined);
}
