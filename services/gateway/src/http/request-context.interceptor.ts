import { contextOf, runInContext } from '@system-landscape/service-kit';
import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Observable } from 'rxjs';
import { headerOf, type GatewayRequest } from './http.js';

/** Runs handlers in the context of their request, so that what they ask and log carries it. */
@Injectable()
export class RequestContextInterceptor implements NestInterceptor {
  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = execution.switchToHttp().getRequest<GatewayRequest>();
    const traceparent = headerOf(request, 'traceparent');
    const context = contextOf({
      correlationId: request.id,
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(request.actor ? { actor: request.actor } : {}),
    });
    return new Observable((subscriber) => runInContext(context, () => next.handle().subscribe(subscriber)));
  }
}
