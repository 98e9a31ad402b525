import { RPC, type QuarantinedStream, type RetryQuarantinedReply } from '@system-landscape/contracts';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../authentication/allow.decorator.js';
import type { GatewayReply, GatewayRequest } from '../http/http.js';
import { ServiceClient } from '../http/service-client.js';
import { NoBody, PageQuery, ReadQuery } from '../http/query.dto.js';
import { CurrentReply, CurrentRequest } from '../http/request.decorators.js';
import { Answers, TakesIdempotencyKey } from '../openapi/answers.decorator.js';
import { QuarantinedStreamShape, QuarantinePageShape, RetryShape, SkipBody } from './quarantine.shape.js';

/** Streams with an event that cannot be read or folded. */
@ApiTags('operations')
@Controller('v1/operations/quarantine')
export class QuarantineController {
  constructor(private readonly services: ServiceClient) {}

  @Get()
  @Allow('operator')
  @ApiOperation({
    operationId: 'listQuarantine',
    summary: 'List the streams in quarantine, the one that waits longest first',
  })
  @Answers(200, QuarantinePageShape)
  async list(
    @Query() query: PageQuery,
    @CurrentReply() reply: GatewayReply,
  ): Promise<{ readonly items: readonly QuarantinedStream[]; readonly nextCursor: string | null }> {
    const { items, nextCursor } = await this.services.read(RPC.projection.listQuarantined, { ...query }, reply);
    return { items, nextCursor };
  }

  @Get(':stream')
  @Allow('operator')
  @ApiOperation({ operationId: 'getQuarantinedStream', summary: 'A stream in quarantine' })
  @Answers(200, QuarantinedStreamShape)
  async get(
    @Param('stream') stream: string,
    @Query() query: ReadQuery,
    @CurrentReply() reply: GatewayReply,
  ): Promise<QuarantinedStream> {
    return (await this.services.read(RPC.projection.getQuarantined, { ...query, stream }, reply)).quarantined;
  }

  @Post(':stream/retry')
  @HttpCode(200)
  @Allow('operator')
  @ApiOperation({ operationId: 'retryQuarantinedStream', summary: 'Read the stream again' })
  @TakesIdempotencyKey()
  @Answers(200, RetryShape, { position: false })
  retry(
    @Param('stream') stream: string,
    @Body() _body: NoBody,
    @CurrentRequest() request: GatewayRequest,
  ): Promise<RetryQuarantinedReply> {
    return this.services.command(RPC.projection.retryQuarantined, { stream }, request);
  }

  @Post(':stream/skip')
  @HttpCode(204)
  @Allow('operator')
  @ApiOperation({ operationId: 'skipQuarantinedEvent', summary: 'Skip the event that cannot be read' })
  @TakesIdempotencyKey()
  @Answers(204)
  async skip(
    @Param('stream') stream: string,
    @Body() body: SkipBody,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<void> {
    const { position } = await this.services.command(RPC.deregistration.skipEvent, { ...body, stream }, request);
    if (position !== null) reply.header('landscape-position', position);
  }
}
