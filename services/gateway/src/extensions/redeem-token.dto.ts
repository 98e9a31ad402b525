import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

export class RedeemTokenBody {
  @ApiProperty({ description: 'As the account showed it' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(4096)
  integrationToken!: string;
}
