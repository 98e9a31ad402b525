import { ApiProperty, ApiSchema } from '@nestjs/swagger';

/** An integration token with its text, which no other view carries. */
@ApiSchema({ name: 'IntegrationTokenShape' })
export class IntegrationTokenView {
  @ApiProperty({ description: 'Id of the integration token', example: '6d7d1e0c-5e40-4d0c-9d5c-3f8f0a6c9b11' })
  readonly tokenId!: string;
  @ApiProperty({ description: 'The secret to hand to the administrator of the tenant' }) readonly value!: string;
  @ApiProperty({ format: 'date-time', description: 'When it was issued' }) readonly issuedAt!: string;
  @ApiProperty({ format: 'date-time', description: 'From when on it cannot be redeemed' }) readonly expiresAt!: string;
  @ApiProperty({ description: 'A fresh token took the place of the one before' }) readonly replaced!: boolean;
}
