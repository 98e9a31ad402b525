import { ApiProperty } from '@nestjs/swagger';

export class ParkedShape {
  @ApiProperty({ example: 'registration' }) subscription!: string;
  @ApiProperty({ description: 'Hints that were parked after their last retry failed' }) parked!: number;
}

export class ParkedPageShape {
  @ApiProperty({ type: [ParkedShape] }) items!: ParkedShape[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
