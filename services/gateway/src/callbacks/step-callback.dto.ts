import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Length, MaxLength, Min } from 'class-validator';

export class StepCallbackBody {
  @ApiProperty({ description: '`COMPLETED` or `FAILED`', example: 'COMPLETED' })
  @IsString()
  @Length(1, 64)
  state!: string;
  @ApiProperty({ minimum: 1 }) @IsInt() @Min(1) fencingNumber!: number;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(4096) reason?: string;
}
