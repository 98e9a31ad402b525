import { SkipEventRequest, type QuarantinedStream, type RetryQuarantinedReply } from '@system-landscape/contracts';
import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { ApiProperties } from '../openapi/api-properties.decorator.js';

export class QuarantinedStreamShape implements QuarantinedStream {
  @ApiProperty({ description: 'Name of the stream', example: 'system-7010f9af-2d60-5711-b333-6e78224de5c1' })
  stream!: string;
  @ApiProperty({ description: 'Log position of the first event that is left out' }) position!: string;
  @ApiProperty({ format: 'date-time', description: 'When that event was appended' }) since!: string;
  @ApiProperty({ description: 'Number in the stream, from 0, of the event that cannot be read' }) revision!: number;
  @ApiProperty({ description: 'Of that event' }) eventId!: string;
  @ApiProperty({ description: 'Of that event' }) eventType!: string;
  @ApiProperty({ description: 'Why it cannot be read' }) reason!: string;
  @ApiProperty({ description: 'How many events are left out so far' }) leftOut!: number;
  @ApiPropertyOptional({ description: 'As far as the system is known' }) globalAccountId?: string;
  @ApiPropertyOptional({ description: 'As far as it is known', example: '7010f9af-2d60-5711-b333-6e78224de5c1-1' })
  systemId?: string;
  @ApiPropertyOptional({ description: 'As far as it is known', example: 'S/4HANA Cloud production' })
  systemName?: string;
}

export class QuarantinePageShape {
  @ApiProperty({ type: [QuarantinedStreamShape], description: 'Streams of this page' })
  items!: QuarantinedStreamShape[];
  @ApiProperty({ type: String, nullable: true, description: 'Takes the next page as `cursor`; null on the last one' })
  nextCursor!: string | null;
}

export class RetryShape implements RetryQuarantinedReply {
  @ApiProperty({
    type: QuarantinedStreamShape,
    nullable: true,
    description: 'What still cannot be read; null when the stream has left the quarantine',
  })
  quarantined!: QuarantinedStreamShape | null;
}

@ApiProperties<SkipBody>({
  eventId: {
    type: String,
    required: false,
    description: 'The event that you have looked at; default: whichever it is',
  },
  note: { type: String, description: 'What you have found and done; it stays in the history', maxLength: 1000 },
})
export class SkipBody extends OmitType(SkipEventRequest, ['stream']) {}
