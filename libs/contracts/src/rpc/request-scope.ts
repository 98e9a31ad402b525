import { SCOPE_ID } from '@system-landscape/domain';
import { IsString, Matches, MaxLength } from 'class-validator';

/** The id of an account, subaccount or tenant. */
export function IsScopeId(): PropertyDecorator {
  return Matches(SCOPE_ID, { message: '$property takes 1 to 64 letters, digits, "_" or "-"' });
}

/** A request about one system of an account. */
export class SystemRequest {
  @IsScopeId() globalAccountId!: string;
  @IsString() @MaxLength(64) systemId!: string;
}

/** A request without members. */
export class EmptyRequest {}
