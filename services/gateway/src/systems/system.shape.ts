import { HistoryItem, IntegrationTokenView, SystemView } from '@system-landscape/contracts/views';
import { ApiProperty } from '@nestjs/swagger';

export class NextStepShape {
  @ApiProperty() title!: string;
  @ApiProperty({ format: 'uri' }) url!: string;
}

export class RegisteredSystemShape {
  @ApiProperty({ type: SystemView }) system!: SystemView;
  @ApiProperty({ type: IntegrationTokenView }) integrationToken!: IntegrationTokenView;
  @ApiProperty({ type: NextStepShape }) nextStep!: NextStepShape;
}

export class SystemPageShape {
  @ApiProperty({ type: [SystemView] }) items!: SystemView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}

export class HistoryPageShape {
  @ApiProperty({ type: [HistoryItem] }) items!: HistoryItem[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
