import { currentContext } from '@system-landscape/service-kit';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { ServerResponse } from 'node:http';
import { finished } from 'node:stream';
import type { GatewayRequest } from '../http/http.js';
import { Admission } from './admission.js';

/** Lets requests begin in the order of `Admission`. Must come after the access guard, which identifies the caller. */
@Injectable()
export class AdmissionGuard implements CanActivate {
  constructor(private readonly admission: Admission) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const http = execution.switchToHttp();
    const { actor } = http.getRequest<GatewayRequest>();
    // Addresses for everybody are answered from memory.
    if (!actor) return true;
    const { raw } = http.getResponse<{ readonly raw: ServerResponse }>();
    const ended = new Promise<void>((resolve) => {
      // Also when the client has gone before.
      finished(raw, () => resolve());
      const context = currentContext();
      if (context) context.giveBackPlace = resolve;
    });
    await this.admission.enter(actor, ended);
    return true;
  }
}
