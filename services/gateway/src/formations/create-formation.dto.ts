import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, MaxLength, ValidateIf } from 'class-validator';

export class CreateFormationBody {
  @ApiProperty({ example: 'Order to cash' }) @IsString() @MaxLength(1024) name!: string;
  @ApiPropertyOptional({ type: String, nullable: true, example: 'side-by-side-extensibility' })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsString()
  @MaxLength(1024)
  type?: string | null;
}
