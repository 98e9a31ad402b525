import { Controller, Delete, Get, Param, Put, Req, Res } from '@nestjs/common';
import type { StepAccepted, StepCompleted, StepProgress } from '@system-landscape/contracts';
import { FENCED_CODE } from '@system-landscape/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';
import { FaultStore } from '../faults/fault-store.js';
import { Problem } from '../problem/problem.js';
import { tenantIdOf } from '../tenant-id.js';
import { OperationRunner } from './operation-runner.js';
import { type Operation, OperationStore } from './operation-store.js';
import { PlatformAuthentication } from './platform-authentication.js';
import { parseStepCall, type StepAction, type StepCall, type StepParams } from './step-call.js';
import { StepProcessor } from './step-processor.js';
import { TenantSimulatorSettings } from '../settings.js';

/** A state that the contract does not define. */
const UNKNOWN_STATE = 'HALF_DONE';

/** The tenant provisioning API. */
@Controller('tenants/:tenantId/provisioning/v1')
export class ProvisioningController {
  constructor(
    private readonly authentication: PlatformAuthentication,
    private readonly faults: FaultStore,
    private readonly operations: OperationStore,
    private readonly processor: StepProcessor,
    private readonly runner: OperationRunner,
    private readonly settings: TenantSimulatorSettings,
  ) {}

  @Put('systems/:systemId/steps/:step')
  performStep(@Param() params: StepParams, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.handleCall('perform', params, request, reply);
  }

  @Delete('systems/:systemId/steps/:step')
  takeBackStep(@Param() params: StepParams, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.handleCall('take-back', params, request, reply);
  }

  @Get('operations/:operationId')
  async getOperation(
    @Param('tenantId') tenantId: string,
    @Param('operationId') operationId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const operation = this.operations.find(tenantIdOf(tenantId), operationId);
    if (operation && this.faults.find(tenantId, operation.call.step).mode === 'down') return drop(reply);
    await this.authentication.authenticate(tenantId, request.headers.authorization);
    if (!operation) throw new Problem(404, 'NOT_FOUND', 'There is no such operation');
    const { fencingNumber } = operation.call;
    const fault = await this.processor.faultOfPoll(operation);
    switch (fault.mode) {
      case 'fail':
      case 'fail-times':
        throw refusal(fault.status ?? 500);
      case 'never-answers':
        return hang(reply);
      case 'down':
        return drop(reply);
      case 'unknown-status':
        return send(reply, 200, { state: UNKNOWN_STATE, fencingNumber });
      case 'slow':
        await delay(fault.delayMs);
        break;
      case 'ok':
      case 'async-poll':
      case 'async-callback':
        break;
      default:
        throw new Error(`Unknown fault ${JSON.stringify(fault.mode satisfies never)}`);
    }
    // Read again: it may have been completed during the delay of a slow tenant.
    const { state, reason } = this.operations.find(tenantId, operationId) ?? operation;
    send(reply, 200, { state, fencingNumber, ...(reason !== undefined && { reason }) } satisfies StepProgress);
  }

  private async handleCall(
    action: StepAction,
    params: StepParams,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    // A tenant that is down drops the connection before authentication.
    if (this.faults.find(params.tenantId, params.step).mode === 'down') return drop(reply);
    await this.authentication.authenticate(params.tenantId, request.headers.authorization);
    const call = parseStepCall(action, params, request, this.settings.platformUrl);
    const outcome = await this.processor.receiveCall(call);
    switch (outcome.kind) {
      case 'completed':
        return completed(reply, call);
      case 'accepted':
        this.runner.start(outcome.operation);
        return accepted(reply, outcome.operation);
      case 'slow':
        await delay(outcome.delayMs);
        if (!(await this.processor.completeSlowCall(call))) throw fenced(call);
        return completed(reply, call);
      case 'fenced':
        throw fenced(call);
      case 'refuse':
        throw refusal(outcome.status);
      case 'unknown-state':
        return send(reply, 200, { state: UNKNOWN_STATE, fencingNumber: call.fencingNumber });
      case 'hang':
        return hang(reply);
      case 'drop':
        return drop(reply);
      default:
        throw new Error(`Unknown outcome ${JSON.stringify(outcome satisfies never)}`);
    }
  }
}

function completed(reply: FastifyReply, { fencingNumber }: StepCall): void {
  send(reply, 200, { state: 'COMPLETED', fencingNumber } satisfies StepCompleted);
}

function accepted(reply: FastifyReply, { id, call }: Operation): void {
  void reply.header('location', `/tenants/${call.tenantId}/provisioning/v1/operations/${id}`);
  send(reply, 202, { state: 'IN_PROGRESS', fencingNumber: call.fencingNumber } satisfies StepAccepted);
}

function fenced({ fencingNumber }: StepCall): Problem {
  return new Problem(409, FENCED_CODE, `A later attempt than ${fencingNumber} is known, or this one was taken back`);
}

function refusal(status: number): Problem {
  return new Problem(status, 'SIMULATED_FAULT', `The tenant was told to answer ${status}`);
}

function send(reply: FastifyReply, status: number, body: object): void {
  void reply.status(status).send(body);
}

function hang(reply: FastifyReply): void {
  reply.hijack();
}

function drop(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.socket?.destroy();
}
