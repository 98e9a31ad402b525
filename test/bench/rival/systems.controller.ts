import { Body, Controller, Get, Inject, Param, ParseUUIDPipe, Post, Query, Req } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { SYSTEM_TYPES } from '@system-landscape/domain';
import type { RivalRequest } from './access.js';
import { Systems } from './systems.js';

class RegisterSystemBody {
  @IsString() @MaxLength(128) @Matches(/^[ -~]+$/) name!: string;
  @IsString() @IsIn(SYSTEM_TYPES.map(({ id }) => id)) type!: string;
  @IsOptional() @IsString() @MaxLength(64) communicationScenarioGroup?: string | null;
}

class ListSystemsQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit: number = 50;
  @IsOptional() @IsString() @MaxLength(512) cursor?: string;
}

@Controller('v1/global-accounts/:ga/systems')
export class SystemsController {
  constructor(@Inject(Systems) private readonly systems: Systems) {}

  @Post()
  register(@Param('ga') globalAccountId: string, @Body() body: RegisterSystemBody, @Req() { caller }: RivalRequest) {
    return this.systems.register(globalAccountId, body, caller?.subject ?? '');
  }

  @Get()
  list(@Param('ga') globalAccountId: string, @Query() { limit, cursor }: ListSystemsQuery) {
    return this.systems.list(globalAccountId, limit, cursor);
  }

  @Get(':id')
  get(@Param('ga') globalAccountId: string, @Param('id', ParseUUIDPipe) id: string) {
    return this.systems.get(globalAccountId, id);
  }
}
