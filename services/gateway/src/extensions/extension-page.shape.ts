import { ExtensionView } from '@system-landscape/contracts/views';
import { ApiProperty } from '@nestjs/swagger';

export class ExtensionPageShape {
  @ApiProperty({ type: [ExtensionView] }) items!: ExtensionView[];
  @ApiProperty({ type: String, nullable: true }) nextCursor!: string | null;
}
