import type { Role } from '@system-landscape/contracts';

/** Who may assign service plans (N-01). */
export const ENTITLEMENT_ADMINISTRATORS: readonly Role[] = ['global-account-admin'];
