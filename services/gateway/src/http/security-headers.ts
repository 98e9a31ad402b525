import helmet from 'helmet';
import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';

/**
 * Helmet's headers; pages may override them. They are the same for every response, so they are computed once: Helmet's plugin
 * for Fastify computes them per response, which takes an eighth of the time of a cached response.
 */
export function securityHeaders(): OutgoingHttpHeaders {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const setHeaders = helmet({
    // Plain HTTP is allowed inside a private network: the proxy that terminates TLS decides about upgrades.
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null, frameAncestors: ["'none'"] } },
    frameguard: { action: 'deny' },
  });
  setHeaders(response.req, response, (error) => {
    if (error) throw new Error('Helmet rejects its options', { cause: error });
  });
  return response.getHeaders();
}
