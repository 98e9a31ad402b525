import { RPC } from '@system-landscape/contracts';
import { IntegrationTokenView } from '@system-landscape/contracts/views';
import { Body, Controller, Get, Header, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ACCOUNT_ADMINS, Allow } from '../authentication/allow.decorator.js';
import type { GatewayReply, GatewayRequest } from '../http/http.js';
import { ServiceClient } from '../http/service-client.js';
import { NoBody } from '../http/query.dto.js';
import { CurrentReply, CurrentRequest } from '../http/request.decorators.js';
import { Answers, TakesIdempotencyKey, TakesPreconditions, Refuses } from '../openapi/answers.decorator.js';
import { CountsAsWrite } from '../rate-limits/rate.guard.js';
import { SystemIdPipe } from '../systems/system-id.pipe.js';

@ApiTags('integration tokens')
@Controller('v1/global-accounts/:ga/systems/:id/integration-token')
export class IntegrationTokenController {
  constructor(private readonly services: ServiceClient) {}

  /** Shows the live token and revokes nothing; where none is live it issues one, so it counts as a write. */
  @Get()
  @CountsAsWrite()
  @Allow(...ACCOUNT_ADMINS)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'displayToken', summary: 'Show the integration token of a Pending system' })
  @Answers(200, IntegrationTokenView)
  @Refuses('TOKEN_NOT_AVAILABLE', 'TOKEN_LIMIT_REACHED', 'QUARANTINED')
  async display(
    @Param('ga') globalAccountId: string,
    @Param('id', SystemIdPipe) systemId: string,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<IntegrationTokenView | undefined> {
    if (request.method === 'HEAD') {
      await this.services.write(RPC.tokenIssuance.previewDisplay, { globalAccountId, systemId }, request, reply);
      reply.header('content-type', 'application/json; charset=utf-8');
      return undefined;
    }
    const answer = await this.services.write(
      RPC.tokenIssuance.displayToken,
      { globalAccountId, systemId },
      request,
      reply,
    );
    return answer.integrationToken;
  }

  @Post()
  @Allow(...ACCOUNT_ADMINS)
  @Header('cache-control', 'no-store')
  @ApiOperation({ operationId: 'issueToken', summary: 'Issue a new integration token' })
  @TakesIdempotencyKey()
  @TakesPreconditions()
  @Answers(201, IntegrationTokenView)
  @Refuses('TOKEN_NOT_AVAILABLE', 'TOKEN_LIMIT_REACHED', 'QUARANTINED')
  async issue(
    @Param('ga') globalAccountId: string,
    @Param('id', SystemIdPipe) systemId: string,
    @Body() _body: NoBody,
    @CurrentRequest() request: GatewayRequest,
    @CurrentReply() reply: GatewayReply,
  ): Promise<IntegrationTokenView> {
    const answer = await this.services.write(
      RPC.tokenIssuance.issueToken,
      { globalAccountId, systemId },
      request,
      reply,
    );
    return answer.integrationToken;
  }
}
