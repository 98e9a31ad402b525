import { PROBLEMS, type ProblemCode, type ProblemDetails } from '@system-landscape/contracts';
import { BlockerView } from '@system-landscape/contracts/views';
import type { FieldError } from '@system-landscape/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

export class FieldErrorShape implements FieldError {
  @ApiProperty({ description: 'The member, as a path from the body', example: 'name' })
  field!: string;
  @ApiProperty({ description: 'What is wrong with it, for programs', example: 'INVALID' }) code!: string;
  @ApiProperty({ description: 'What is wrong with it, for people', example: 'name is missing' }) message!: string;
}

/** RFC 9457. */
export class ProblemShape implements ProblemDetails {
  @ApiProperty({ description: 'Names the code as a URI', example: 'urn:system-landscape:problem:NAME_IN_USE' })
  type!: string;
  @ApiProperty({ description: 'Of the code, for people', example: PROBLEMS.NAME_IN_USE.title }) title!: string;
  @ApiProperty({ description: 'The HTTP status', example: PROBLEMS.NAME_IN_USE.status }) status!: number;
  @ApiProperty({
    description: 'What happened, and what to do',
    example: 'The account already has a system of this name. Choose another name.',
  })
  detail!: string;
  @ApiProperty({
    description: 'What happened, for programs. A newer release may send others',
    enum: Object.keys(PROBLEMS),
    example: 'NAME_IN_USE',
  })
  code!: ProblemCode;
  @ApiProperty({
    description: 'Id of the request, which the log has, too',
    example: '6c0b8a52-9d53-4a1e-8f0e-0c6b4f4b6a11',
  })
  correlationId!: string;
  @ApiPropertyOptional({
    type: [FieldErrorShape],
    description: 'Members of the request that are not valid, 20 at most',
  })
  errors?: FieldErrorShape[];
  @ApiPropertyOptional({ type: [BlockerView], description: 'What keeps the system from being deregistered' })
  blockers?: BlockerView[];
}
