import type { WarningView } from '@system-landscape/contracts';

/** Other systems that a warning names; there may be more. */
export const NAMED_SYSTEMS = 3;

/**
 * The warning that the tenant of a system is connected to other systems of the same account, too; undefined when it is not.
 * Systems of other accounts are nobody's business there.
 * @param others names of the other systems; the warning names the first ones
 */
export function tenantHasAnotherSystem(
  tenantId: string,
  others: readonly string[],
): readonly WarningView[] | undefined {
  if (others.length === 0) return undefined;
  const named = others.slice(0, NAMED_SYSTEMS).map((name) => `"${name}"`);
  const more = others.length > named.length ? ' and more' : '';
  return warning(`Tenant ${tenantId} is connected to another system of this account, too: ${named.join(', ')}${more}.`);
}

/** The same warning without names, for answers that are cached until the system itself changes. */
export function tenantHasSomeOtherSystem(tenantId: string): readonly WarningView[] {
  return warning(`Tenant ${tenantId} is connected to another system of this account, too.`);
}

function warning(message: string): readonly WarningView[] {
  return [
    {
      code: 'TENANT_HAS_ANOTHER_SYSTEM',
      message: `${message} If that is not intended, deregister the one that is wrong.`,
    },
  ];
}
