import * as domain from '@system-landscape/domain';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { usageError } from '../cli-error.js';

/** The decision functions about a system, and the fold of its state: what a module may replace. */
const DECISIONS = [
  'registerSystem',
  'displayToken',
  'issueToken',
  'expireToken',
  'cancelRegistration',
  'redeemToken',
  'recordRegistrationStep',
  'continueRegistration',
  'recordReversal',
  'deleteFailedExtension',
  'startDeregistration',
  'recordDeregistrationStep',
  'continueDeregistration',
  'resolveIncident',
  'includeInFormation',
  'excludeFromFormation',
  'configureEntitlement',
  'removeEntitlementConfiguration',
  'evolveSystem',
] as const satisfies readonly (keyof typeof domain)[];

export type Policy = Pick<typeof domain, (typeof DECISIONS)[number]>;

/** The decisions of this release. */
export const THIS_RELEASE: Policy = domain;

/**
 * Loads a module that exports some or all decisions with the names and signatures of `libs/domain`, such as a build of
 * another release. Decisions that it does not export are those of this release.
 * @throws CliError when the module cannot be loaded or exports no decision
 */
export async function loadPolicy(module: string): Promise<Policy> {
  const exported = await load(module);
  const found = DECISIONS.filter((name) => typeof exported[name] === 'function');
  if (found.length === 0) {
    throw usageError(`${module} exports none of the decisions ${DECISIONS.join(', ')}.`);
  }
  return { ...THIS_RELEASE, ...Object.fromEntries(found.map((name) => [name, exported[name]])) };
}

async function load(module: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const loaded = (await import(pathToFileURL(resolve(module)).href)) as Readonly<Record<string, unknown>>;
    const { default: whole } = loaded;
    return typeof whole === 'object' && whole !== null ? { ...loaded, ...whole } : loaded;
  } catch (error) {
    throw usageError(`${module} cannot be loaded (${error instanceof Error ? error.message : String(error)}).`);
  }
}
