import { RPC, type ProjectionStatus, type SwitchReadModelCommand } from '@system-landscape/contracts';
import { Body, Controller, Delete, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../authentication/allow.decorator.js';
import type { GatewayReply, GatewayRequest } from '../http/http.js';
import { ServiceClient } from '../http/service-client.js';
import { CursorQuery, NoBody, ReadQuery } from '../http/query.dto.js';
import { CurrentReply, CurrentRequest } from '../http/request.decorators.js';
import { Answers, TakesIdempotencyKey, Refuses } from '../openapi/answers.decorator.js';
import { ProjectionStatusShape, ReadModelComparisonShape } from './projection-status.shape.js';

const { projection } = RPC;

@ApiTags('operations')
@Controller('v1/operations/projection')
export class ProjectionController {
  constructor(private readonly services: ServiceClient) {}

  @Get()
  @Allow('operator')
  @ApiOperation({ operationId: 'getProjectionStatus', summary: 'How far the read model is' })
  @Answers(200, ProjectionStatusShape)
  status(@Query() query: ReadQuery, @CurrentReply() reply: GatewayReply): Promise<ProjectionStatus> {
    return this.services.read(projection.getStatus, { ...query }, reply);
  }

  @Post('rebuild')
  @HttpCode(202)
  @Allow('operator')
  @ApiOperation({ operationId: 'rebuildReadModel', summary: 'Rebuild the read model from the log in shadow tables' })
  @TakesIdempotencyKey()
  @Answers(202, ProjectionStatusShape, { position: false })
  rebuild(@Body() _body: NoBody, @CurrentRequest() request: GatewayRequest): Promise<ProjectionStatus> {
    return this.services.command(projection.beginRebuild, {}, request);
  }

  @Delete('rebuild')
  @HttpCode(204)
  @Allow('operator')
  @ApiOperation({
    operationId: 'discardShadowTables',
    summary: 'Discard the shadow tables: a rebuild, or the previous read model',
  })
  @TakesIdempotencyKey()
  @Answers(204, undefined, { position: false })
  async discard(@Body() _body: NoBody, @CurrentRequest() request: GatewayRequest): Promise<void> {
    await this.services.command(projection.discardRebuild, {}, request);
  }

  @Get('comparison')
  @Allow('operator')
  @ApiOperation({
    operationId: 'compareReadModels',
    summary: 'Compare the rows of the live and the shadow tables, page by page',
  })
  @Answers(200, ReadModelComparisonShape)
  async compare(@Query() query: CursorQuery, @CurrentReply() reply: GatewayReply): Promise<ReadModelComparisonShape> {
    const { position: _, ...comparison } = await this.services.read(projection.compareReadModels, { ...query }, reply);
    return comparison;
  }

  @Post('switch')
  @HttpCode(200)
  @Allow('operator')
  @ApiOperation({
    operationId: 'switchReadModel',
    summary: 'Switch to the rebuilt read model; the previous one is kept for a rollback',
  })
  @Refuses('REBUILD_NOT_READY')
  @TakesIdempotencyKey()
  @Answers(200, ProjectionStatusShape, { position: false })
  switch(@Body() _body: NoBody, @CurrentRequest() request: GatewayRequest): Promise<ProjectionStatus> {
    return this.switchTo('rebuilt', request);
  }

  @Post('rollback')
  @HttpCode(200)
  @Allow('operator')
  @ApiOperation({ operationId: 'rollBackReadModel', summary: 'Switch back to the previous read model' })
  @Refuses('NO_WAY_BACK')
  @TakesIdempotencyKey()
  @Answers(200, ProjectionStatusShape, { position: false })
  rollback(@Body() _body: NoBody, @CurrentRequest() request: GatewayRequest): Promise<ProjectionStatus> {
    return this.switchTo('before', request);
  }

  private switchTo(to: SwitchReadModelCommand['to'], request: GatewayRequest): Promise<ProjectionStatus> {
    return this.services.command(projection.switchReadModel, { to }, request);
  }
}
