import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { freePort, LOOPBACK, portProblems } from './ports.js';

describe('portProblems', () => {
  it('names the process, the port and the setting that changes it', async () => {
    const server = createServer().listen(0, LOOPBACK);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const other = port < 50_000 ? port + 1000 : port - 1000;
    expect(await portProblems([{ name: 'gateway', port, setting: 'GATEWAY_PORT' }])).toEqual([
      `Port ${port} (gateway) is used by another process. Stop that process, or choose another port, for example GATEWAY_PORT=${other}.`,
    ]);
    server.close();
    await once(server, 'close');
    expect(await portProblems([{ name: 'gateway', port, setting: 'GATEWAY_PORT' }])).toEqual([]);
  });
});

describe('freePort', () => {
  it('never returns the same port twice', async () => {
    const taken = new Set<number>();
    const ports = [await freePort(taken), await freePort(taken), await freePort(taken)];
    expect(new Set(ports).size).toBe(3);
    expect([...taken]).toEqual(ports);
  });
});
