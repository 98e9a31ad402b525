import { SERVICE_NAME } from '@system-landscape/contracts';
import { SCOPE_ID } from '@system-landscape/domain';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';

const PRINTABLE = { message: '$property takes 1 to 128 printable ASCII characters, with no blank at either end' };

export class ConfigureEntitlementBody {
  @ApiProperty({ example: 'dev-eu10' })
  @Matches(SCOPE_ID, { message: '$property takes 1 to 64 letters, digits, "_" or "-"' })
  subaccount!: string;
  @ApiProperty({ example: 's4-hana-cloud' }) @Matches(SERVICE_NAME, PRINTABLE) service!: string;
  @ApiProperty({ example: 'messaging' }) @Matches(SERVICE_NAME, PRINTABLE) plan!: string;
  @ApiProperty({ description: 'A Registered system' }) @IsString() @MaxLength(64) systemId!: string;
}
