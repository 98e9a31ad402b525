import { PROBLEMS, type ProblemCode, type ProblemDetails } from '@system-landscape/contracts';
import { BlockerView } from '@system-landscape/contracts/views';
import type { FieldError } from '@system-landscape/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class FieldErrorShape implements FieldError {
  @ApiProperty() field!: string;
  @ApiProperty() code!: string;
  @ApiProperty() message!: string;
}

/** RFC 9457. */
export class ProblemShape implements ProblemDetails {
  @ApiProperty({ example: 'urn:system-landscape:problem:NAME_IN_USE' }) type!: string;
  @ApiProperty() title!: string;
  @ApiProperty() status!: number;
  @ApiProperty() detail!: string;
  @ApiProperty({ enum: Object.keys(PROBLEMS) }) code!: ProblemCode;
  @ApiProperty() correlationId!: string;
  @ApiPropertyOptional({ type: [FieldErrorShape] }) errors?: FieldErrorShape[];
  @ApiPropertyOptional({ type: [BlockerView] }) blockers?: BlockerView[];
}
