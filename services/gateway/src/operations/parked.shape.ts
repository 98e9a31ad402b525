import { ApiProperty } from '@nestjs/swagger';

export class ParkedShape {
  @ApiProperty({ example: 'registration' }) subscription!: string;
  @ApiProperty({ description: 'Hints that failed so often that they are kept aside' }) parked!: number;
}

export class ParkedPageShape {
  @ApiProperty({ type: [ParkedShape] }) items!: ParkedShape[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
