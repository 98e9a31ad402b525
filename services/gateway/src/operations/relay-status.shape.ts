import {
  MendRelayCommand,
  type ForeignMessages,
  type LeftOutStream,
  type RelayStatus,
} from '@system-landscape/contracts';
import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { ApiProperties } from '../openapi/api-properties.decorator.js';

@ApiProperties<MendBody>({
  upTo: {
    type: Number,
    minimum: 1,
    description: 'Sequence in the stream of the last message to skip, which `problem` of the status names',
  },
})
export class MendBody extends OmitType(MendRelayCommand, []) {}

export class ForeignMessagesShape implements ForeignMessages {
  @ApiProperty({ description: 'Sequence in the stream of the first of them' }) first!: number;
  @ApiProperty({ description: 'Sequence in the stream of the last of them' }) last!: number;
  @ApiProperty({ format: 'date-time', description: 'When they were skipped' }) skippedAt!: string;
}

export class LeftOutStreamShape implements LeftOutStream {
  @ApiProperty({ description: 'Name of the stream', example: 'system-7010f9af-2d60-5711-b333-6e78224de5c1' })
  stream!: string;
  @ApiProperty({ description: 'Log position of the first event that is left out' }) position!: string;
  @ApiProperty({ format: 'date-time', description: 'When that event was appended' }) since!: string;
  @ApiProperty({ description: 'Number in the stream, from 0, of the event that cannot be read' }) revision!: number;
  @ApiProperty({ description: 'Of that event' }) eventId!: string;
  @ApiProperty({ description: 'Of that event' }) eventType!: string;
  @ApiProperty({ description: 'Why it cannot be read' }) reason!: string;
}

export class RelayStatusShape implements RelayStatus {
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Log position of the last event that was published, `0` before the first one; null while not known',
  })
  position!: string | null;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Age of the oldest event that waits to be published, 0 when none waits; null while not known',
  })
  lagSeconds!: number | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why nothing is published, and what can be done; null when all is well',
  })
  problem!: string | null;
  @ApiProperty({
    type: ForeignMessagesShape,
    required: false,
    description:
      'The last messages of the stream that no relay has published; they are skipped, and are no events. Find out who may ' +
      'publish to the stream',
  })
  foreign?: ForeignMessagesShape;
  @ApiPropertyOptional({ description: 'How many streams are left out, because an event cannot be read' })
  leftOutStreams?: number;
  @ApiPropertyOptional({ type: [LeftOutStreamShape], description: 'The first hundred of them' })
  leftOut?: readonly LeftOutStreamShape[];
}
