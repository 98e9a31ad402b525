import * as domain from '@system-landscape/domain';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { usageError } from '../cli-error.js';

/** The decisions about a system, and the fold that they see: what a module may replace. */
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
 * The decisions of a module, over those of this release: it exports functions with the names and shapes of
 * `libs/domain`, all or some of them. A build of another release of `libs/domain` is such a module.
 * @throws CliError for a module that cannot be loaded or that has none of them
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
