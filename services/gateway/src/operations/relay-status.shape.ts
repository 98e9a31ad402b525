import type { RelayStatus } from '@system-landscape/contracts';
import { ApiProperty } from '@nestjs/swagger';

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
}
