/** A route with parameters. */
interface Template {
  /** A segment that begins with ":" takes any text. */
  readonly segments: readonly string[];
  readonly methods: Set<string>;
}

/** The methods of every address that has routes; a route for all addresses counts for none. */
export class KnownRoutes {
  private readonly fixed = new Map<string, Set<string>>();
  private readonly templates = new Map<string, Template>();

  /** @param url as Fastify knows it, such as `/v1/system-types` or `/health/:check` */
  add(url: string, methods: readonly string[]): void {
    if (url.includes('*')) return;
    const known = this.methodsAt(url);
    for (const method of methods) known.add(method);
  }

  /** Methods of an address, for the header `Allow`; undefined where there are no routes. @param path without a query */
  methodsOf(path: string): readonly string[] | undefined {
    const found = this.fixed.get(path) ?? this.matching(path.split('/'));
    return found && [...found, 'OPTIONS'];
  }

  private methodsAt(url: string): Set<string> {
    const known = this.fixed.get(url) ?? this.templates.get(url)?.methods;
    if (known) return known;
    const methods = new Set<string>();
    if (url.includes(':')) this.templates.set(url, { segments: url.split('/'), methods });
    else this.fixed.set(url, methods);
    return methods;
  }

  private matching(path: readonly string[]): Set<string> | undefined {
    for (const { segments, methods } of this.templates.values()) {
      const isSame = (segment: string, at: number) =>
        segment.startsWith(':') ? path[at] !== '' : segment === path[at];
      if (segments.length === path.length && segments.every(isSame)) return methods;
    }
    return undefined;
  }
}
