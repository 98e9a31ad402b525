import { RPC, SUBSCRIPTIONS } from '@system-landscape/contracts';
import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../authentication/allow.decorator.js';
import type { GatewayRequest } from '../http/http.js';
import { ServiceClient } from '../http/service-client.js';
import { NoBody } from '../http/query.dto.js';
import { CurrentRequest } from '../http/request.decorators.js';
import { Answers, TakesIdempotencyKey } from '../openapi/answers.decorator.js';
import { notFound } from '../problems/problem.js';
import { ParkedPageShape, type ParkedShape } from './parked.shape.js';

/** Parked hints. Each service answers for the subscription that it consumes, which has its name. */
@ApiTags('operations')
@Controller('v1/operations/parked')
export class ParkedController {
  constructor(private readonly services: ServiceClient) {}

  @Get()
  @Allow('operator')
  @ApiOperation({ operationId: 'listParked', summary: 'How many hints each subscription has parked' })
  @Answers(200, ParkedPageShape, { position: false })
  async list(): Promise<{ readonly items: readonly ParkedShape[]; readonly nextCursor: null }> {
    const items = await Promise.all(
      SUBSCRIPTIONS.map(async (subscription) => ({
        subscription,
        ...(await this.services.ask(RPC[subscription].countParked)),
      })),
    );
    return { items, nextCursor: null };
  }

  @Post(':subscription/replay')
  @HttpCode(204)
  @Allow('operator')
  @ApiOperation({ operationId: 'replayParked', summary: 'Replay the parked hints of a subscription' })
  @TakesIdempotencyKey()
  @Answers(204, undefined, { position: false })
  async replay(
    @Param('subscription') name: string,
    @Body() _body: NoBody,
    @CurrentRequest() request: GatewayRequest,
  ): Promise<void> {
    const subscription = SUBSCRIPTIONS.find((known) => known === name);
    if (!subscription) throw notFound();
    await this.services.command(RPC[subscription].replayParked, {}, request);
  }
}
