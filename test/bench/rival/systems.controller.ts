import { Body, Controller, Get, Inject, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { SYSTEM_TYPES } from '@system-landscape/domain';
import type { RivalRequest } from './access.js';
import { Systems } from './systems.js';

class RegisterSystemBody {
  @IsString() @MaxLength(128) @Matches(/^[ -~]+$/) name!: string;
  @IsString() @IsIn(SYSTEM_TYPES.map(({ id }) => id)) type!: string;
  @IsOptional() @IsString() @MaxLength(64) communicationScenarioGroup?: string | null;
}

@Controller('v1/global-accounts/:ga/systems')
export class SystemsController {
  constructor(@Inject(Systems) private readonly systems: Systems) {}

  @Post()
  register(@Param('ga') globalAccountId: string, @Body() body: RegisterSystemBody, @Req() { caller }: RivalRequest) {
    return this.systems.register(globalAccountId, body, caller?.subject ?? '');
  }

  @Get(':id')
  get(@Param('ga') globalAccountId: string, @Param('id', ParseUUIDPipe) id: string) {
    return this.systems.get(globalAccountId, id);
  }
}
