import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** An integration token with its text, which no other view carries. */
@ApiSchema({ name: 'IntegrationTokenShape' })
export class IntegrationTokenView {
  @ApiProperty() readonly tokenId!: string;
  @ApiProperty({ description: 'The secret to hand to the administrator of the tenant' }) readonly value!: string;
  @ApiProperty({ format: 'date-time' }) readonly issuedAt!: string;
  @ApiProperty({ format: 'date-time' }) readonly expiresAt!: string;
  @ApiProperty({ description: 'A fresh token took the place of the one before' }) readonly replaced!: boolean;
}
