import type { RpcErrorBody } from '@system-landscape/contracts';
import type { SpanDescription, TraceSpan } from '@system-landscape/service-kit';

/** A request on NATS as a span (semantic conventions of RPC). @param subject such as `rpc.registration.redeem-token.v1` */
export function spanOf(subject: string, kind: 'server' | 'client'): SpanDescription {
  const [, service, ...method] = subject.split('.');
  const attributes = { 'rpc.system': 'nats', 'rpc.service': service, 'rpc.method': method.join('.') };
  return { name: subject, kind, attributes };
}

/** Ends the span of a request. A refusal is an answer: only what is our own fault is an error. */
export function endSpan(span: TraceSpan | undefined, error: RpcErrorBody | undefined): void {
  if (!span) return;
  if (error) span.set({ 'landscape.problem.code': error.code });
  span.end(error && error.status >= 500 ? error.code : undefined);
}
