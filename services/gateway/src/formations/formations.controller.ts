import { formationEntityTag, RPC, type ListFormationsReply } from '@system-landscape/contracts';
import { FormationView } from '@system-landscape/contracts/views';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ACCOUNT_ADMINS, ACCOUNT_READERS, Allow } from '../authentication/allow.decorator.js';
import type { GatewayReply, GatewayRequest } from '../http/http.js';
import { ServiceClient } from '../http/service-client.js';
import { NoBody, PageQuery, ReadQuery } from '../http/query.dto.js';
import { CurrentReply, CurrentRequest } from '../http/request.decorators.js';
import {
  Answers,
  AnswersNotModified,
  TakesIdempotencyKey,
  TakesPreconditions,
  Refuses,
} from '../openapi/answers.decorator.js';
import { SystemIdPipe } from '../systems/system-id.pipe.js';
import { CreateFormationBody } from './create-formation.dto.js';
import { FormationIdPipe } from './formation-id.pipe.js';
import { FormationPageShape } from './formation-page.shape.js';

@ApiTags('formations')
@Controller('v1/global-accounts/:ga/formations')
export class FormationsController {
  constructor(private readonly services: ServiceClient) {}

  @Post()
  @Allow(...ACCOUNT_ADMINS)
  @ApiOperation({ operationId: 'createFormation', summary: 'Create a formation' })
  @TakesIdempotencyKey()
  @Answers(201, FormationView, { headers: { Location: 'The formation', ETag: 'Of the formation' } })
  @Refuses('NAME_IN_USE', 'QUARANTINED')
  async create(
    @Param('ga') globalAccountId: string,
    @Body() body: CreateFormationBody,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<FormationView> {
    const { formation } = await this.services.write(
      RPC.assignment.createFormation,
      { globalAccountId, ...body },
      request,
      reply,
    );
    reply.header('location', `/v1/global-accounts/${globalAccountId}/formations/${formation.id}`);
    reply.header('etag', formationEntityTag(formation));
    return formation;
  }

  @Get()
  @Allow(...ACCOUNT_READERS)
  @ApiOperation({ operationId: 'listFormations', summary: 'List the formations of an account by name' })
  @Answers(200, FormationPageShape)
  async list(
    @Param('ga') globalAccountId: string,
    @Query() query: PageQuery,
    @CurrentReply() reply: GatewayReply,
  ): Promise<Pick<ListFormationsReply, 'items' | 'nextCursor'>> {
    const { items, nextCursor } = await this.services.read(
      RPC.projection.listFormations,
      { globalAccountId, ...query },
      reply,
    );
    return { items, nextCursor };
  }

  @Get(':formationId')
  @Allow(...ACCOUNT_READERS)
  @ApiOperation({ operationId: 'getFormation', summary: 'Read a formation' })
  @AnswersNotModified()
  @Answers(200, FormationView, { headers: { ETag: 'Of its content' } })
  async get(
    @Param('ga') globalAccountId: string,
    @Param('formationId', FormationIdPipe) formationId: string,
    @Query() query: ReadQuery,
    @CurrentReply() reply: GatewayReply,
  ): Promise<FormationView> {
    const { formation } = await this.services.read(
      RPC.projection.getFormation,
      { globalAccountId, formationId, ...query },
      reply,
    );
    reply.header('etag', formationEntityTag(formation));
    return formation;
  }

  @Delete(':formationId')
  @HttpCode(204)
  @Allow(...ACCOUNT_ADMINS)
  @ApiOperation({ operationId: 'deleteFormation', summary: 'Delete a formation; its members are excluded first' })
  @Refuses('QUARANTINED')
  @TakesIdempotencyKey()
  @TakesPreconditions()
  @Answers(204)
  async delete(
    @Param('ga') globalAccountId: string,
    @Param('formationId', FormationIdPipe) formationId: string,
    @Body() _body: NoBody,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<void> {
    await this.services.write(RPC.assignment.deleteFormation, { globalAccountId, formationId }, request, reply);
  }

  @Put(':formationId/systems/:systemId')
  @HttpCode(204)
  @Allow(...ACCOUNT_ADMINS)
  @ApiOperation({ operationId: 'includeSystem', summary: 'Include a system in a formation' })
  @TakesIdempotencyKey()
  @TakesPreconditions()
  @Answers(204)
  @Refuses('SYSTEM_NOT_REGISTERED', 'QUARANTINED')
  async include(
    @Param('ga') globalAccountId: string,
    @Param('formationId', FormationIdPipe) formationId: string,
    @Param('systemId', SystemIdPipe) systemId: string,
    @Body() _body: NoBody,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<void> {
    await this.services.write(RPC.assignment.includeSystem, { globalAccountId, formationId, systemId }, request, reply);
  }

  @Delete(':formationId/systems/:systemId')
  @HttpCode(204)
  @Allow(...ACCOUNT_ADMINS)
  @ApiOperation({ operationId: 'excludeSystem', summary: 'Exclude a system from a formation' })
  @Refuses('QUARANTINED')
  @TakesIdempotencyKey()
  @TakesPreconditions()
  @Answers(204)
  async exclude(
    @Param('ga') globalAccountId: string,
    @Param('formationId', FormationIdPipe) formationId: string,
    @Param('systemId', SystemIdPipe) systemId: string,
    @Body() _body: NoBody,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<void> {
    await this.services.write(RPC.assignment.excludeSystem, { globalAccountId, formationId, systemId }, request, reply);
  }
}
