import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An HTTP proxy between browser and platform that can break and restore the network. */
export class BreakableNetwork {
  private isBroken = false;

  private constructor(private readonly proxy: Server) {
    proxy.on('connection', (socket) => {
      if (this.isBroken) socket.destroy();
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

  /** Closes all connections and accepts no new ones. */
  break(): void {
    this.isBroken = true;
    this.proxy.closeAllConnections();
  }

  restore(): void {
    this.isBroken = false;
  }

  async stop(): Promise<void> {
    this.break();
    await new Promise((resolve) => this.proxy.close(resolve));
  }
}
