import { RPC, type ListEntitlementConfigurationsReply } from '@system-landscape/contracts';
import { EntitlementConfigurationView } from '@system-landscape/contracts/views';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ACCOUNT_READERS, Allow } from '../authentication/allow.decorator.js';
import type { GatewayReply, GatewayRequest } from '../http/http.js';
import { ServiceClient } from '../http/service-client.js';
import { NoBody, PageQuery } from '../http/query.dto.js';
import { CurrentReply, CurrentRequest } from '../http/request.decorators.js';
import { Answers, TakesIdempotencyKey, TakesPreconditions, Refuses } from '../openapi/answers.decorator.js';
import { ConfigureEntitlementBody } from './configure-entitlement.dto.js';
import { EntitlementConfigurationPageShape } from './entitlement-configuration-page.shape.js';
import { EntitlementConfigurationIdPipe } from './entitlement-configuration-id.pipe.js';

@ApiTags('entitlement configurations')
@Controller('v1/global-accounts/:ga/entitlement-configurations')
export class EntitlementConfigurationsController {
  constructor(private readonly services: ServiceClient) {}

  @Post()
  @Allow('global-account-admin')
  @ApiOperation({ operationId: 'configureEntitlement', summary: 'Assign a service plan for a system to a subaccount' })
  @TakesIdempotencyKey()
  @Answers(201, EntitlementConfigurationView, { headers: { Location: 'The entitlement configuration' } })
  @Refuses('SYSTEM_NOT_REGISTERED', 'ENTITLEMENT_EXISTS', 'QUARANTINED')
  async configure(
    @Param('ga') globalAccountId: string,
    @Body() body: ConfigureEntitlementBody,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<EntitlementConfigurationView> {
    const { entitlementConfiguration } = await this.services.write(
      RPC.assignment.configureEntitlement,
      { globalAccountId, ...body },
      request,
      reply,
    );
    const { id } = entitlementConfiguration;
    reply.header('location', `/v1/global-accounts/${globalAccountId}/entitlement-configurations/${id}`);
    return entitlementConfiguration;
  }

  @Get()
  @Allow(...ACCOUNT_READERS)
  @ApiOperation({
    operationId: 'listEntitlementConfigurations',
    summary: 'List the entitlement configurations of an account, oldest first',
  })
  @Answers(200, EntitlementConfigurationPageShape)
  async list(
    @Param('ga') globalAccountId: string,
    @Query() query: PageQuery,
    @CurrentReply() reply: GatewayReply,
  ): Promise<Pick<ListEntitlementConfigurationsReply, 'items' | 'nextCursor'>> {
    const { items, nextCursor } = await this.services.read(
      RPC.projection.listEntitlementConfigurations,
      { globalAccountId, ...query },
      reply,
    );
    return { items, nextCursor };
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('global-account-admin')
  @ApiOperation({ operationId: 'removeEntitlementConfiguration', summary: 'Remove an entitlement configuration' })
  @Refuses('QUARANTINED')
  @TakesIdempotencyKey()
  @TakesPreconditions()
  @Answers(204)
  async remove(
    @Param('ga') globalAccountId: string,
    @Param('id', EntitlementConfigurationIdPipe) entitlementConfigurationId: string,
    @Body() _body: NoBody,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<void> {
    await this.services.write(
      RPC.assignment.removeEntitlementConfiguration,
      { globalAccountId, entitlementConfigurationId },
      request,
      reply,
    );
  }
}
