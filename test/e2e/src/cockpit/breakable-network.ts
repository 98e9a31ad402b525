import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is between a browser and the platform: an HTTP proxy that can be cut and mended. */
export class BreakableNetwork {
  private isCut = false;

  private constructor(private readonly proxy: Server) {
    proxy.on('connection', (socket) => {
      if (this.isCut) socket.destroy();
    });
  }

  static async start(): Promise<BreakableNetwork> {
    const proxy = createServer((request, response) => {
      const { method, headers, url = '' } = request;
      const onward = send(url, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      response.on('close', () => onward.destroy());
      request.pipe(onward);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    return new BreakableNetwork(proxy);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.proxy.address() as AddressInfo).port}`;
  }

  /** Every connection breaks, and none can be made. */
  cut(): void {
    this.isCut = true;
    this.proxy.closeAllConnections();
  }

  mend(): void {
    this.isCut = false;
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.proxy.close(resolve));
  }
}
