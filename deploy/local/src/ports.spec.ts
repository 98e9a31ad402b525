import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
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
  /** Wants the same ports each time. */
  const wishes = () => {
    let wish = 0;
    return () => (wish += 0.000_1);
  };

  it('never returns the same port twice, although nothing listens on the first one yet', async () => {
    const ports = await Promise.all([freePort(wishes()), freePort(wishes()), freePort(wishes())]);
    expect(new Set(ports).size).toBe(3);
  });

  it('returns no port that another process has got and does not listen on yet', async () => {
    const script = `require(process.argv[1]).freePort(() => 0.5).then(console.log); setInterval(() => {}, 1000)`;
    const other = spawn(process.execPath, ['-e', script, join(__dirname, '../dist/ports.js')]);
    const [line] = (await once(other.stdout, 'data')) as [Buffer];
    let wish = 0.5 - 0.000_1;
    expect(await freePort(() => (wish += 0.000_1))).not.toBe(Number(String(line)));
    other.kill();
  });
});
