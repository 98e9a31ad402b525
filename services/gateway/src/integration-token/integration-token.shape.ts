import type { IntegrationTokenView } from '@system-landscape/contracts';
import { ApiProperty } from '@nestjs/swagger';

export class IntegrationTokenShape implements IntegrationTokenView {
  @ApiProperty() tokenId!: string;
  @ApiProperty({ description: 'The secret to hand to the administrator of the tenant' }) value!: string;
  @ApiProperty({ format: 'date-time' }) issuedAt!: string;
  @ApiProperty({ format: 'date-time' }) expiresAt!: string;
  @ApiProperty({ description: 'A fresh token took the place of the one before' }) replaced!: boolean;
}
