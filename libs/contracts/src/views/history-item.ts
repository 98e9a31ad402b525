import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'HistoryActorShape' })
export class HistoryActor {
  @ApiProperty() readonly subject!: string;
  @ApiProperty() readonly role!: string;
}

/** An event of a system's history. */
@ApiSchema({ name: 'HistoryItemShape' })
export class HistoryItem {
  @ApiProperty() readonly position!: string;
  @ApiProperty() readonly type!: string;
  @ApiProperty({ format: 'date-time' }) readonly occurredAt!: string;
  @ApiProperty({ type: HistoryActor }) readonly actor!: HistoryActor;
  @ApiProperty({ description: 'A sentence for people' }) readonly summary!: string;
  @ApiProperty() readonly correlationId!: string;
  @ApiProperty({ type: 'object', additionalProperties: true }) readonly data!: object;
}
