import '@ui5/webcomponents-icons/dist/chain-link.js';
import '@ui5/webcomponents-icons/dist/incident.js';
import '@ui5/webcomponents-icons/dist/it-system.js';
import '@ui5/webcomponents-icons/dist/official-service.js';
import '@ui5/webcomponents-icons/dist/org-chart.js';
import '@ui5/webcomponents-icons/dist/overview-chart.js';
import '@ui5/webcomponents-icons/dist/stethoscope.js';
import '@ui5/webcomponents-icons/dist/wrench.js';
import { lazy, type ComponentType } from 'react';

/** The page of every path; each is loaded when it is first opened. `navigation.ts` has the entries of the navigation. */
export const PAGES: Readonly<Record<string, ComponentType>> = {
  '/systems': lazy(() => import('../systems/systems-page.js')),
  '/systems/:id': lazy(() => import('../system-details/system-page.js')),
  '/formations': lazy(() => import('../formations/formations-page.js')),
  '/formations/:id': lazy(() => import('../formations/formation-page.js')),
  '/entitlements': lazy(() => import('../entitlements/entitlements-page.js')),
  '/extensions': lazy(() => import('../extensions/extensions-page.js')),
  '/operations/incidents': lazy(() => import('../operations/incidents-page.js')),
  '/operations/platform': lazy(() => import('../operations/platform-page.js')),
};
