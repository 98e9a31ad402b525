/** A minimal browser: sends cookies by path, and follows redirects within one origin. */
export class Browser {
  private readonly cookies = new Map<string, { readonly path: string; readonly value: string }>();
  /** All `set-cookie` headers so far. */
  readonly setCookies: string[] = [];

  constructor(private readonly origin: string) {}

  /** Requests an address and follows redirects. `url` is the last address; a foreign one is not requested. */
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
    for (const cookie of response.headers.getSetCookie()) this.storeCookie(cookie);
    return response;
  }

  private storeCookie(cookie: string): void {
    this.setCookies.push(cookie);
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    const path = /path=([^;]+)/.exec(cookie)?.[1] ?? '/';
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, { path, value });
  }
}
