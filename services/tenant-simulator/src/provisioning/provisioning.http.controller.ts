import { Controller, Delete, Get, Inject, Param, Put, Req, Res } from '@nestjs/common';
import type { StepAccepted, StepCompleted, StepProgress } from '@system-landscape/contracts';
import { FENCED_CODE } from '@system-landscape/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../problem/problem.js';
import { tenantIdOf } from '../tenant-id.js';
import { type Operation, TenantStore } from '../tenant-store.js';
import { AcceptedWork } from './accepted-work.js';
import { PlatformAccess } from './platform-access.js';
import { parseStepCall, type StepAction, type StepCall, type StepParams } from './step-call.js';

/** A state that the contract does not know. */
const UNKNOWN_STATE = 'HALF_DONE';

/** The tenant provisioning API. */
@Controller('tenants/:tenantId/provisioning/v1')
export class ProvisioningController {
  constructor(
    @Inject(TenantStore) private readonly store: TenantStore,
    @Inject(PlatformAccess) private readonly access: PlatformAccess,
    @Inject(AcceptedWork) private readonly work: AcceptedWork,
  ) {}

  @Put('systems/:systemId/steps/:step')
  performStep(@Param() params: StepParams, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.takeCall('perform', params, request, reply);
  }

  @Delete('systems/:systemId/steps/:step')
  takeBackStep(@Param() params: StepParams, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.takeCall('take-back', params, request, reply);
  }

  @Get('operations/:operationId')
  async getOperation(
    @Param('tenantId') tenantId: string,
    @Param('operationId') operationId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const known = this.store.operation(tenantIdOf(tenantId), operationId);
    if (known && this.store.faultOf(tenantId, known.call.step).mode === 'down') return drop(reply);
    await this.access.check(request.headers.authorization);
    if (!known) throw new Problem(404, 'NOT_FOUND', 'There is no such operation');
    const { fencingNumber } = known.call;
    const fault = await this.store.faultOfPoll(known);
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
    // Looked up again: it may have ended while a slow tenant was at it.
    const { state, reason } = this.store.operation(tenantId, operationId) ?? known;
    send(reply, 200, { state, fencingNumber, ...(reason !== undefined && { reason }) } satisfies StepProgress);
  }

  private async takeCall(
    action: StepAction,
    params: StepParams,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    // A tenant that is down does not even look at the token.
    if (this.store.faultOf(params.tenantId, params.step).mode === 'down') return drop(reply);
    await this.access.check(request.headers.authorization);
    const call = parseStepCall(action, params, request);
    const arrival = await this.store.arrive(call);
    switch (arrival.kind) {
      case 'completed':
        return completed(reply, call);
      case 'accepted':
        this.work.begin(arrival.operation);
        return accepted(reply, arrival.operation);
      case 'slow':
        await delay(arrival.delayMs);
        if (!(await this.store.endSlowCall(call))) throw fenced(call);
        return completed(reply, call);
      case 'fenced':
        throw fenced(call);
      case 'refuse':
        throw refusal(arrival.status);
      case 'unknown-state':
        return send(reply, 200, { state: UNKNOWN_STATE, fencingNumber: call.fencingNumber });
      case 'hang':
        return hang(reply);
      case 'drop':
        return drop(reply);
      default:
        throw new Error(`Unknown arrival ${JSON.stringify(arrival satisfies never)}`);
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
