import type { Host } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** RFC 2544: addresses for tests of networks, which nobody has. */
const SUBNET = '198.18.0';
/** Of this process, which reaches all hosts. */
const OWN_NUMBER = 1;
const BRIDGE = 'landscape';

/** A host: a network namespace with one link, which can be cut. */
export interface NetworkHost extends Host {
  readonly name: string;
  /** No packet reaches it or leaves it any more. */
  cut(): Promise<void>;
  heal(): Promise<void>;
}

/** Hosts that a bridge connects. This process must be in network and mount namespaces of its own. */
export class Network {
  private constructor(private readonly ip: string) {}

  static async make(ip: string): Promise<Network> {
    // The names of network namespaces are files, which end with the mount namespace of this process.
    await run('mkdir', ['-p', '/run/netns']);
    await run('mount', ['-t', 'tmpfs', 'netns', '/run/netns']);
    const network = new Network(ip);
    await network.ipCommand('link set lo up');
    await network.ipCommand(`link add ${BRIDGE} type bridge stp_state 0 forward_delay 0`);
    await network.ipCommand(`addr add ${SUBNET}.${OWN_NUMBER}/24 dev ${BRIDGE}`);
    await network.ipCommand(`link set ${BRIDGE} up`);
    return network;
  }

  /** @param number last part of its address */
  async addHost(name: string, number: number): Promise<NetworkHost> {
    const link = `l-${name}`;
    const address = `${SUBNET}.${number}`;
    await this.ipCommand(`netns add ${name}`);
    await this.ipCommand(`link add ${link} type veth peer name eth0 netns ${name}`);
    await this.ipCommand(`link set ${link} master ${BRIDGE} up`);
    for (const command of ['link set lo up', `addr add ${address}/24 dev eth0`, 'link set eth0 up'])
      await this.ipCommand(`-n ${name} ${command}`);
    return {
      name,
      address,
      command: (program, args) => ({ command: 'nsenter', args: [`--net=/run/netns/${name}`, program, ...args] }),
      cut: () => this.ipCommand(`link set ${link} down`),
      heal: async () => {
        await this.ipCommand(`link set ${link} up`);
        await this.untilUp(link);
        await this.untilUp('eth0', name);
        // Else those that it could not reach stay "No route to host" for seconds.
        await this.ipCommand(`-n ${name} neigh flush dev eth0`);
        await this.ipCommand(`neigh flush to ${address} dev ${BRIDGE}`);
      },
    };
  }

  /** Both ends of a link get their carrier some time after it was set up. */
  private async untilUp(link: string, host?: string): Promise<void> {
    const show = [...(host === undefined ? [] : ['-n', host]), '-o', 'link', 'show', link];
    await eventually(async () => (await run(this.ip, show)).stdout.includes(' state UP '), {
      what: `${link} to be up`,
    });
  }

  private async ipCommand(command: string): Promise<void> {
    await run(this.ip, command.split(' '));
  }
}
