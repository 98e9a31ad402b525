import { contentSecurityPolicyOf } from '@system-landscape/service-kit';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the API answers, and what is not a page of the cockpit for other reasons. */
const NOT_THE_COCKPITS = /^\/(?:v1|docs|health|metrics|\.well-known|assets|cockpit)(?:\/|$)|\.[A-Za-z0-9]+$/;

/** The built cockpit. Its pages are made in the browser: each of their addresses leads to the same document. */
export class Cockpit {
  /** Undefined when it is not built. */
  readonly document: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    private readonly folder: string | undefined,
    issuer: string,
  ) {
    const file = folder === undefined ? undefined : join(folder, 'index.html');
    this.document = file !== undefined && existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    this.headers = {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': contentSecurityPolicy(new URL(issuer).origin),
    };
  }

  /** Whether a browser that goes there is in the cockpit; whoever does not ask for a page gets the API's 404. */
  hasPage(path: string, accept: string | undefined): boolean {
    return accept?.includes('text/html') === true && !NOT_THE_COCKPITS.test(path);
  }

  /** Scripts, styles, fonts: their names change with their content, so they are kept for good. */
  async serveFiles(app: NestFastifyApplication): Promise<void> {
    if (this.folder === undefined || this.document === undefined) return;
    await app.register(fastifyStatic, {
      root: this.folder,
      wildcard: false,
      index: false,
      decorateReply: false,
      preCompressed: true,
      globIgnore: ['index.html', 'manifest.json', '**/*.br', '**/*.gz'],
      cacheControl: false,
      setHeaders: (reply, path) => {
        const isNamedByContent = path.includes('/assets/');
        reply.header('cache-control', isNamedByContent ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
}

/** Nothing but what the gateway serves, and calls to it and to the provider that people sign in with. */
function contentSecurityPolicy(provider: string): string {
  const directives = {
    'default-src': "'none'",
    'script-src': "'self'",
    'style-src': "'self'",
    'font-src': "'self'",
    'img-src': "'self'",
    'connect-src': `'self' ${provider}`,
    'base-uri': "'none'",
    'form-action': "'none'",
    'frame-ancestors': "'none'",
  };
  return contentSecurityPolicyOf(directives);
}
