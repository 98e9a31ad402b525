import { EntitlementConfigurationView } from '@system-landscape/contracts/views';
import { ApiProperty } from '@nestjs/swagger';

export class EntitlementConfigurationPageShape {
  @ApiProperty({ type: [EntitlementConfigurationView], description: 'Entitlement configurations of this page' })
  items!: EntitlementConfigurationView[];
  @ApiProperty({ type: String, nullable: true, description: 'Takes the next page as `cursor`; null on the last one' })
  nextCursor!: string | null;
}
