import { SUBJECTS, type ProjectionStatus } from '@system-landscape/contracts';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../authentication/allow.decorator.js';
import type { GatewayReply } from '../http/http.js';
import { Platform } from '../http/platform.js';
import { ReadQuery } from '../http/query.dto.js';
import { CurrentReply } from '../http/request.decorators.js';
import { Answers } from '../openapi/answers.decorator.js';
import { ProjectionStatusShape } from './projection-status.shape.js';

@ApiTags('operations')
@Controller('v1/operations/projection')
export class ProjectionController {
  constructor(@Inject(Platform) private readonly platform: Platform) {}

  @Get()
  @Allow('operator')
  @ApiOperation({ summary: 'How far the read model is' })
  @Answers(200, ProjectionStatusShape)
  status(@Query() query: ReadQuery, @CurrentReply() reply: GatewayReply): Promise<ProjectionStatus> {
    return this.platform.read<ProjectionStatus>(SUBJECTS.projection.getStatus, { ...query }, reply);
  }
}
