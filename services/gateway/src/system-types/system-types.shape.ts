import type { SystemTypesReply, SystemTypeView } from '@system-landscape/contracts';
import { ApiProperty } from '@nestjs/swagger';

type Notice = SystemTypesReply['notices'][number];

export class SystemTypeShape implements SystemTypeView {
  @ApiProperty({ type: String, description: 'Id, which requests take as `type`', example: 's4hana-cloud' })
  id!: SystemTypeView['id'];
  @ApiProperty({ description: 'Name for people', example: 'SAP S/4HANA Cloud' }) label!: string;
  @ApiProperty({ description: 'ISO 8601 duration', example: 'P7D' }) tokenValidity!: string;
  @ApiProperty({ description: 'Whether displaying the token issues a new one' }) tokenReissuedOnDisplay!: boolean;
  @ApiProperty({ type: [String], description: 'Ids of its communication scenario groups; empty when it has none' })
  scenarioGroups!: SystemTypeView['scenarioGroups'];
  @ApiProperty({ description: 'Whether a formation may include it before it is Registered' })
  formationWhilePending!: boolean;
}

export class ScenarioGroupShape {
  @ApiProperty({ type: String, description: 'Id, which requests take as `communicationScenarioGroup`', example: 'all' })
  id!: SystemTypesReply['scenarioGroups'][number]['id'];
  @ApiProperty({ description: 'Name for people', example: 'All scenarios' }) label!: string;
  @ApiProperty({ type: [String], description: 'Ids of the communication scenarios' }) scenarios!: string[];
}

export class NoticeShape {
  @ApiProperty({ enum: ['register-system', 'create-formation'], description: 'The dialog that shows it' })
  id!: Notice['id'];
  @ApiProperty({ description: 'A sentence for people', example: 'Choose the type of the system.' }) text!: string;
}

export class SystemTypesShape implements SystemTypesReply {
  @ApiProperty({ type: [SystemTypeShape], description: 'All types of systems' }) types!: SystemTypeShape[];
  @ApiProperty({ type: [ScenarioGroupShape], description: 'All communication scenario groups' })
  scenarioGroups!: ScenarioGroupShape[];
  @ApiProperty({ type: [NoticeShape], description: 'What people are told' }) notices!: NoticeShape[];
}
