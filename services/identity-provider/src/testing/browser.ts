/** As much of a browser as signing in takes: cookies with their paths, redirects that are followed within one origin. */
export class Browser {
  private readonly cookies = new Map<string, { readonly path: string; readonly value: string }>();
  /** Every cookie as it was set. */
  readonly setCookies: string[] = [];

  constructor(private readonly origin: string) {}

  /** Goes there and on as long as the provider leads; `url` is where it ended, which may be elsewhere. */
  async open(address: string, form?: Record<string, string>): Promise<{ url: URL; response: Response }> {
    let url = new URL(address, this.origin);
    let response = await this.send(url, form);
    while (response.status >= 300 && response.status < 400) {
      url = new URL(response.headers.get('location')!, url);
      if (url.origin !== this.origin) break;
      response = await this.send(url);
    }
    return { url, response };
  }

  private async send(url: URL, form?: Record<string, string>): Promise<Response> {
    const matching = [...this.cookies].filter(([, { path }]) => url.pathname.startsWith(path));
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: matching.map(([name, { value }]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    return response;
  }

  private keep(cookie: string): void {
    this.setCookies.push(cookie);
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    const path = /path=([^;]+)/.exec(cookie)?.[1] ?? '/';
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, { path, value });
  }
}
