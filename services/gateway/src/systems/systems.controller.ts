import { RPC, systemEntityTag, type GetSystemHistoryReply } from '@system-landscape/contracts';
import { SystemView } from '@system-landscape/contracts/views';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ACCOUNT_ADMINS, ACCOUNT_READERS, Allow } from '../authentication/allow.decorator.js';
import type { GatewayReply, GatewayRequest } from '../http/http.js';
import { setReadHeaders, ServiceClient } from '../http/service-client.js';
import { NoBody, PageQuery } from '../http/query.dto.js';
import { CurrentReply, CurrentRequest } from '../http/request.decorators.js';
import {
  Answers,
  AnswersNotModified,
  TakesIdempotencyKey,
  TakesPreconditions,
  Refuses,
} from '../openapi/answers.decorator.js';
import { GatewaySettings } from '../settings.js';
import { HistoryPageShape, RegisteredSystemShape, SystemPageShape } from './system.shape.js';
import type { CachedResponse } from './response-cache.js';
import { SystemQueries } from './system-queries.js';
import { SystemIdPipe } from './system-id.pipe.js';
import { GetSystemQueryDto, ListSystemsQueryDto, RegisterSystemBody } from './systems.dto.js';

interface Items<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

@ApiTags('systems')
@Controller('v1/global-accounts/:ga/systems')
export class SystemsController {
  constructor(
    private readonly services: ServiceClient,
    private readonly queries: SystemQueries,
    private readonly settings: GatewaySettings,
  ) {}

  @Post()
  @Allow(...ACCOUNT_ADMINS)
  @ApiOperation({ operationId: 'registerSystem', summary: 'Add a system and get its first integration token' })
  @TakesIdempotencyKey()
  @Answers(201, RegisteredSystemShape, { headers: { Location: 'The system', ETag: 'Of the system' } })
  @Refuses('NAME_IN_USE', 'NAME_LOCKED_BY_EXTENSION', 'TOKEN_LIMIT_REACHED', 'QUARANTINED')
  async register(
    @Param('ga') globalAccountId: string,
    @Body() body: RegisterSystemBody,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<RegisteredSystemShape> {
    const { system, integrationToken, position } = await this.services.write(
      RPC.tokenIssuance.registerSystem,
      { globalAccountId, ...body },
      request,
      reply,
    );
    reply.header('location', `/v1/global-accounts/${globalAccountId}/systems/${system.id}`);
    reply.header('etag', systemEntityTag(system));
    reply.header('cache-control', 'no-store');
    return {
      system: { ...system, position: system.position ?? position },
      integrationToken,
      nextStep: {
        title: 'Ask the administrator of the system’s tenant to redeem the integration token',
        url: this.settings.tenantProcedureUrl,
      },
    };
  }

  @Get()
  @Allow(...ACCOUNT_READERS)
  @ApiOperation({ operationId: 'listSystems', summary: 'Find systems' })
  @Answers(200, SystemPageShape)
  async list(
    @Param('ga') globalAccountId: string,
    @Query() query: ListSystemsQueryDto,
    @CurrentReply() reply: GatewayReply,
  ): Promise<Buffer> {
    const { response, position } = await this.queries.list(globalAccountId, query);
    return sent(response, position, reply);
  }

  @Get(':id')
  @Allow(...ACCOUNT_READERS)
  @ApiOperation({
    operationId: 'getSystem',
    summary: 'Read a system, also an ended one, or as it was at a time or position',
  })
  @AnswersNotModified()
  @Answers(200, SystemView, { headers: { ETag: 'Of this version' } })
  async get(
    @Param('ga') globalAccountId: string,
    @Param('id', SystemIdPipe) systemId: string,
    @Query() query: GetSystemQueryDto,
    @CurrentReply() reply: GatewayReply,
  ): Promise<Buffer> {
    const { response, position } = await this.queries.get(globalAccountId, systemId, query);
    return sent(response, position, reply);
  }

  @Get(':id/history')
  @Allow(...ACCOUNT_READERS)
  @ApiOperation({ operationId: 'getSystemHistory', summary: 'Read the events of a system, oldest first' })
  @Answers(200, HistoryPageShape)
  async history(
    @Param('ga') globalAccountId: string,
    @Param('id', SystemIdPipe) systemId: string,
    @Query() query: PageQuery,
    @CurrentReply() reply: GatewayReply,
  ): Promise<Items<GetSystemHistoryReply['items'][number]>> {
    const { items, nextCursor } = await this.services.read(
      RPC.projection.getSystemHistory,
      { globalAccountId, systemId, ...query },
      reply,
    );
    return { items, nextCursor };
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow(...ACCOUNT_ADMINS)
  @ApiOperation({ operationId: 'cancelRegistration', summary: 'Cancel a registration' })
  @TakesIdempotencyKey()
  @TakesPreconditions()
  @Answers(204)
  @Refuses('CANCEL_BLOCKED_STATUS', 'DEREGISTER_BLOCKED_REFERENCES', 'QUARANTINED')
  async cancel(
    @Param('ga') globalAccountId: string,
    @Param('id', SystemIdPipe) systemId: string,
    @Body() _body: NoBody,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<void> {
    await this.services.write(RPC.tokenIssuance.cancelRegistration, { globalAccountId, systemId }, request, reply);
  }
}

/** The body is sent as it is cached, without parsing. */
function sent({ body, entityTag }: CachedResponse, position: string, reply: GatewayReply): Buffer {
  setReadHeaders(position, reply);
  if (entityTag !== undefined) reply.header('etag', entityTag);
  reply.header('content-type', 'application/json; charset=utf-8');
  return body;
}
