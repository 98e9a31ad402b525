import { ApiProperty } from '@nestjs/swagger';

export class ParkedShape {
  @ApiProperty({ example: 'registration', description: 'Name of the subscription' }) subscription!: string;
  @ApiProperty({ description: 'Hints that were parked after their last retry failed' }) parked!: number;
}

export class ParkedPageShape {
  @ApiProperty({ type: [ParkedShape], description: 'Subscriptions of this page' }) items!: ParkedShape[];
  @ApiProperty({ type: String, nullable: true, description: 'Takes the next page as `cursor`; null on the last one' })
  nextCursor!: string | null;
}
