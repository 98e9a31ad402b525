import { isProvisioningStep, RPC } from '@system-landscape/contracts';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../authentication/allow.decorator.js';
import type { GatewayRequest } from '../http/http.js';
import { ServiceClient } from '../http/service-client.js';
import { CurrentRequest } from '../http/request.decorators.js';
import { Answers, TakesIdempotencyKey } from '../openapi/answers.decorator.js';
import { notFound } from '../problems/problem.js';
import { SystemIdPipe } from '../systems/system-id.pipe.js';
import { StepCallbackBody } from './step-callback.dto.js';

const ATTEMPT = /^[1-9]\d{0,8}$/;

@ApiTags('callbacks')
@Controller('v1/tenants/:tenantId/callbacks')
export class CallbacksController {
  constructor(private readonly services: ServiceClient) {}

  @Post(':systemId/:attempt/:step')
  @HttpCode(204)
  @Allow('tenant-system')
  @ApiOperation({ operationId: 'reportStep', summary: 'Report how a step that the tenant had accepted has ended' })
  @TakesIdempotencyKey()
  @Answers(204, undefined, { position: false })
  async report(
    @Param('tenantId') tenantId: string,
    @Param('systemId', SystemIdPipe) systemId: string,
    @Param('attempt') attempt: string,
    @Param('step') step: string,
    @Body() report: StepCallbackBody,
    @CurrentRequest() request: GatewayRequest,
  ): Promise<void> {
    if (!ATTEMPT.test(attempt) || !isProvisioningStep(step)) throw notFound();
    await this.services.command(
      RPC.registration.reportStep,
      { tenantId, systemId, attempt: Number(attempt), step, report },
      request,
    );
  }
}
