import { ApiProperty, ApiSchema } from '@nestjs/swagger';

@ApiSchema({ name: 'HistoryActorShape' })
export class HistoryActor {
  @ApiProperty({ description: 'Subject of the access token, or the name of the service', example: 'ada@example.com' })
  readonly subject!: string;
  @ApiProperty({ description: 'Role in which it acted', example: 'system-landscape-admin' }) readonly role!: string;
}

/** An event of a system's history. */
@ApiSchema({ name: 'HistoryItemShape' })
export class HistoryItem {
  @ApiProperty({ description: 'Log position of the event', example: '4711' }) readonly position!: string;
  @ApiProperty({ description: 'Type of the event', example: 'SystemAdded' }) readonly type!: string;
  @ApiProperty({ format: 'date-time', description: 'When it happened' }) readonly occurredAt!: string;
  @ApiProperty({ type: HistoryActor, description: 'Who did it' }) readonly actor!: HistoryActor;
  @ApiProperty({ description: 'A sentence for people' }) readonly summary!: string;
  @ApiProperty({ description: 'Id of the request that began it', example: 'f0c7a1a2-3a0e-4d6b-9f0e-2d7d0a6c9b11' })
  readonly correlationId!: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'What the event says, without secrets' })
  readonly data!: object;
}
