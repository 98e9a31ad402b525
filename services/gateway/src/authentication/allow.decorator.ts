import type { Role } from '@system-landscape/contracts';
import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension } from '@nestjs/swagger';

export const ACCESS = 'system-landscape:access';

/** Member of an operation in the OpenAPI document: the roles that may call it; none for whoever is signed in. */
export const ROLES = 'x-roles';

/** Who may use a route: everybody, every authenticated caller, or some roles. */
export type Access = 'public' | 'signed-in' | readonly Role[];

/** Allows requests without an access token. */
export const Public = () => SetMetadata(ACCESS, 'public' satisfies Access);

/** Allows every caller with a valid access token. */
export const SignedIn = () => allow('signed-in');

/** Allows these roles, within the account or tenant of the access token. */
export const Allow = (...roles: Role[]) => allow(roles);

function allow(access: Exclude<Access, 'public'>) {
  return applyDecorators(
    SetMetadata(ACCESS, access),
    ApiBearerAuth(),
    ApiExtension(ROLES, access === 'signed-in' ? [] : access),
  );
}

export const ACCOUNT_ADMINS = ['global-account-admin', 'system-landscape-admin'] as const satisfies readonly Role[];
export const ACCOUNT_READERS = [...ACCOUNT_ADMINS, 'system-landscape-viewer'] as const satisfies readonly Role[];
