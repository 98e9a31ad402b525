import { ApiProperty } from '@nestjs/swagger';
import { EntitlementConfigurationShape } from '../systems/system.shape.js';

export class EntitlementConfigurationPageShape {
  @ApiProperty({ type: [EntitlementConfigurationShape] }) items!: EntitlementConfigurationShape[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
