import type { SystemTypesReply, SystemTypeView } from '@system-landscape/contracts';
import { ApiProperty } from '@nestjs/swagger';

type Notice = SystemTypesReply['notices'][number];

export class SystemTypeShape implements SystemTypeView {
  @ApiProperty({ type: String }) id!: SystemTypeView['id'];
  @ApiProperty() label!: string;
  @ApiProperty({ description: 'ISO 8601 duration', example: 'P7D' }) tokenValidity!: string;
  @ApiProperty() tokenReissuedOnDisplay!: boolean;
  @ApiProperty({ type: [String] }) scenarioGroups!: SystemTypeView['scenarioGroups'];
  @ApiProperty() formationWhilePending!: boolean;
}

export class ScenarioGroupShape {
  @ApiProperty({ type: String }) id!: SystemTypesReply['scenarioGroups'][number]['id'];
  @ApiProperty() label!: string;
  @ApiProperty({ type: [String] }) scenarios!: string[];
}

export class NoticeShape {
  @ApiProperty({ enum: ['register-system', 'create-formation'] }) id!: Notice['id'];
  @ApiProperty() text!: string;
}

export class SystemTypesShape implements SystemTypesReply {
  @ApiProperty({ type: [SystemTypeShape] }) types!: SystemTypeShape[];
  @ApiProperty({ type: [ScenarioGroupShape] }) scenarioGroups!: ScenarioGroupShape[];
  @ApiProperty({ type: [NoticeShape] }) notices!: NoticeShape[];
}
