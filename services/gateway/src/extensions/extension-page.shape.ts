import { ExtensionView } from '@system-landscape/contracts/views';
import { ApiProperty } from '@nestjs/swagger';

export class ExtensionPageShape {
  @ApiProperty({ type: [ExtensionView], description: 'Extensions of this page' }) items!: ExtensionView[];
  @ApiProperty({ type: String, nullable: true, description: 'Takes the next page as `cursor`; null on the last one' })
  nextCursor!: string | null;
}
