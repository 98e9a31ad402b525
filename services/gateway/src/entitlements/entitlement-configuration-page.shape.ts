import { EntitlementConfigurationView } from '@system-landscape/contracts/views';
import { ApiProperty } from '@nestjs/swagger';

export class EntitlementConfigurationPageShape {
  @ApiProperty({ type: [EntitlementConfigurationView] }) items!: EntitlementConfigurationView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
