import { extensionEntityTag, RPC, type ListExtensionsReply } from '@system-landscape/contracts';
import { ExtensionView } from '@system-landscape/contracts/views';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../authentication/allow.decorator.js';
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
import { ExtensionIdPipe } from './extension-id.pipe.js';
import { ExtensionPageShape } from './extension-page.shape.js';
import { RedeemTokenBody } from './redeem-token.dto.js';
import { RefusedRedemptions } from './refused-redemptions.js';

@ApiTags('extensions')
@Controller('v1/tenants/:tenantId/extensions')
export class ExtensionsController {
  constructor(
    private readonly services: ServiceClient,
    private readonly redemptions: RefusedRedemptions,
  ) {}

  @Post()
  @HttpCode(202)
  @Allow('tenant-admin')
  @ApiOperation({ operationId: 'redeemToken', summary: 'Redeem an integration token; the registration runs then' })
  @TakesIdempotencyKey()
  @Answers(202, ExtensionView, {
    description: '`ENABLING`',
    headers: { Location: 'The extension', ETag: 'Of the extension' },
  })
  @Refuses(
    'TOKEN_INVALID',
    'TOKEN_EXPIRED',
    'TOKEN_USED',
    'TOKEN_REVOKED',
    'TOKEN_TYPE_MISMATCH',
    'TENANT_MISMATCH',
    'FAILED_EXTENSION_EXISTS',
    'QUARANTINED',
  )
  async redeem(
    @Param('tenantId') tenantId: string,
    @Body() { integrationToken }: RedeemTokenBody,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<ExtensionView> {
    const { extension, version } = await this.redemptions.limit(request.actor?.subject ?? '', () =>
      // The body without what came along when the token was pasted: the same token is the same request.
      this.services.write(RPC.registration.redeemToken, { tenantId, integrationToken }, request, reply, {
        integrationToken,
      }),
    );
    reply.header('location', `/v1/tenants/${tenantId}/extensions/${extension.extensionId}`);
    reply.header('etag', extensionEntityTag(extension, version));
    return extension;
  }

  @Get()
  @Allow('tenant-admin')
  @ApiOperation({ operationId: 'listExtensions', summary: 'List the extensions of a tenant' })
  @Answers(200, ExtensionPageShape)
  async list(
    @Param('tenantId') tenantId: string,
    @Query() query: PageQuery,
    @CurrentReply() reply: GatewayReply,
  ): Promise<Pick<ListExtensionsReply, 'items' | 'nextCursor'>> {
    const { items, nextCursor } = await this.services.read(
      RPC.projection.listExtensions,
      { tenantId, ...query },
      reply,
    );
    return { items, nextCursor };
  }

  @Get(':extensionId')
  @Allow('tenant-admin')
  @ApiOperation({ operationId: 'getExtension', summary: 'Read an extension' })
  @AnswersNotModified()
  @Answers(200, ExtensionView, { headers: { ETag: 'Of this version' } })
  async get(
    @Param('tenantId') tenantId: string,
    @Param('extensionId', ExtensionIdPipe) extensionId: string,
    @Query() query: ReadQuery,
    @CurrentReply() reply: GatewayReply,
  ): Promise<ExtensionView> {
    const { extension, entityTag } = await this.services.read(
      RPC.projection.getExtension,
      { tenantId, extensionId, ...query },
      reply,
    );
    if (entityTag !== undefined) reply.header('etag', entityTag);
    return extension;
  }

  @Delete(':extensionId')
  @HttpCode(204)
  @Allow('tenant-admin')
  @ApiOperation({
    operationId: 'deleteExtension',
    summary: 'Delete a failed extension, or begin to deregister an enabled one',
  })
  @TakesIdempotencyKey()
  @TakesPreconditions()
  @Answers(204, undefined, { description: 'Deleted' })
  @Answers(202, undefined, { description: 'The deregistration runs' })
  @Refuses('EXTENSION_BUSY', 'DEREGISTER_BLOCKED_REFERENCES', 'QUARANTINED')
  async delete(
    @Param('tenantId') tenantId: string,
    @Param('extensionId', ExtensionIdPipe) extensionId: string,
    @Body() _body: NoBody,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<void> {
    const { outcome } = await this.services.write(
      RPC.registration.deleteExtension,
      { tenantId, extensionId },
      request,
      reply,
    );
    if (outcome === 'deregistering') reply.code(202);
  }
}
