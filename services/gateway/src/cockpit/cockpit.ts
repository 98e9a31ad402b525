import { contentSecurityPolicyOf } from '@system-landscape/service-kit';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of the API and of files. */
const NOT_A_PAGE = /^\/(?:v1|docs|health|metrics|\.well-known|assets|cockpit)(?:\/|$)|\.[A-Za-z0-9]+$/;

/** The built cockpit, a single-page application: all its pages have the same document. */
export class Cockpit {
  /** The HTML document; undefined when the cockpit is not built. */
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

  /** Whether a request is for a page of the cockpit: the path is none of the API, and the client accepts HTML. */
  hasPage(path: string, accept: string | undefined): boolean {
    return accept?.includes('text/html') === true && !NOT_A_PAGE.test(path);
  }

  /** Serves scripts, styles and fonts. Those in `/assets/` have a hash of their content in the name, so they are immutable. */
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

/** Allows resources of the gateway, and connections to it and to the OpenID provider. */
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
