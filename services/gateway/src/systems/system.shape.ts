import { HistoryItem, IntegrationTokenView, SystemView } from '@system-landscape/contracts/views';
import { ApiProperty } from '@nestjs/swagger';

export class NextStepShape {
  @ApiProperty({
    description: 'What to do next, for people',
    example: 'Ask the administrator of the system’s tenant to redeem the integration token',
  })
  title!: string;
  @ApiProperty({
    format: 'uri',
    description: 'A page that tells how',
    example: 'http://localhost:3000/docs/tenant-side',
  })
  url!: string;
}

export class RegisteredSystemShape {
  @ApiProperty({ type: SystemView, description: 'The system that was added' }) system!: SystemView;
  @ApiProperty({ type: IntegrationTokenView, description: 'Its first integration token' })
  integrationToken!: IntegrationTokenView;
  @ApiProperty({ type: NextStepShape, description: 'What to do next' }) nextStep!: NextStepShape;
}

export class SystemPageShape {
  @ApiProperty({ type: [SystemView], description: 'Systems of this page' }) items!: SystemView[];
  @ApiProperty({ type: String, nullable: true, description: 'Takes the next page as `cursor`; null on the last one' })
  nextCursor!: string | null;
}

export class HistoryPageShape {
  @ApiProperty({ type: [HistoryItem], description: 'Events of this page' }) items!: HistoryItem[];
  @ApiProperty({ type: String, nullable: true, description: 'Takes the next page as `cursor`; null on the last one' })
  nextCursor!: string | null;
}
