import { createParamDecorator, Res, type ExecutionContext } from '@nestjs/common';
import type { GatewayRequest } from './http.js';

/** The request; not validated, unlike bodies and queries. */
export const CurrentRequest = createParamDecorator((_: unknown, execution: ExecutionContext) =>
  execution.switchToHttp().getRequest<GatewayRequest>(),
);

/** The reply, for its headers: Nest still sends what the handler returns. */
export const CurrentReply = () => Res({ passthrough: true });
