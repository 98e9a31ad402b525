import { createParamDecorator, Res, type ExecutionContext } from '@nestjs/common';
import type { GatewayRequest } from './http.js';

/** The request, without the validation of bodies and queries. */
export const CurrentRequest = createParamDecorator((_: unknown, execution: ExecutionContext) =>
  execution.switchToHttp().getRequest<GatewayRequest>(),
);

/** The reply, to set headers; Nest still sends the return value of the handler. */
export const CurrentReply = () => Res({ passthrough: true });
