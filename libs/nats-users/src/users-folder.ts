import { BUS_USERS, inboxPrefixOf, type BusUser } from '@system-landscape/contracts';
import { lockFolder } from '@system-landscape/folder-lock';
import { nkeyAuthenticator, nkeys, type ConnectionOptions } from 'nats';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { natsAccounts, type NatsUsers } from './nats-accounts.js';
import type { Subscriber } from './subscriber.js';

interface KeyPair {
  getPublicKey(): string;
  getSeed(): Uint8Array;
  clear(): void;
}
/** The library exports them without their type. */
const { createUser, fromSeed } = nkeys as {
  readonly createUser: () => KeyPair;
  readonly fromSeed: (seed: Uint8Array) => KeyPair;
};

const REGISTRY = 'users.json';
const CONFIG = 'users.conf';
const SUBSCRIBERS = 'subscribers';

/**
 * A folder with the users of NATS: a key file for each (`gateway.nk`, `subscribers/<name>.nk`), readable only by its owner;
 * `users.json` with the public keys and subscribers; and `users.conf`, which nats-server includes.
 */
export class NatsUsersFolder {
  constructor(private readonly path: string) {}

  /** The file that the configuration of nats-server includes. */
  get configFile(): string {
    return join(this.path, CONFIG);
  }

  /** The private nkey of a service or of the operator. */
  keyFile(user: BusUser): string {
    return join(this.path, `${user}.nk`);
  }

  /** The private nkey of a subscriber. */
  subscriberKeyFile(name: string): string {
    return join(this.path, SUBSCRIBERS, `${name}.nk`);
  }

  /** Connects as a service, or as the operator. */
  optionsOf(user: BusUser): ConnectionOptions {
    return { authenticator: nkeyAuthenticator(readFileSync(this.keyFile(user))), inboxPrefix: inboxPrefixOf(user) };
  }

  /** Connects as a subscriber. */
  optionsOfSubscriber(name: string): ConnectionOptions {
    return { authenticator: nkeyAuthenticator(readFileSync(this.subscriberKeyFile(name))) };
  }

  /** Whether the folder has users. */
  get exists(): boolean {
    return existsSync(join(this.path, REGISTRY));
  }

  subscribers(): Readonly<Record<string, Subscriber>> {
    const file = join(this.path, REGISTRY);
    if (!existsSync(file)) return {};
    try {
      const { subscribers } = JSON.parse(readFileSync(file, 'utf8')) as NatsUsers;
      if (typeof subscribers === 'object' && subscribers !== null) return subscribers;
    } catch {
      // The error below covers every kind of invalid content.
    }
    throw new Error(`${file} is damaged. Restore it from a backup, or remove it and add the subscribers again.`);
  }

  /**
   * Creates the keys that are missing, and writes registry and configuration.
   * @throws Error that names a damaged file, or says that another command is at work on the folder
   */
  provide(): void {
    this.locked(() => this.write(this.subscribers()));
  }

  /**
   * Adds a subscriber with a new key, or gives an existing one a new key.
   * @throws Error that says that another command is at work on the folder
   */
  putSubscriber(name: string, subscriber: Omit<Subscriber, 'key'>): void {
    this.locked(() => {
      const pair = createUser();
      writePrivately(this.subscriberKeyFile(name), pair.getSeed());
      this.write({ ...this.subscribers(), [name]: { key: pair.getPublicKey(), ...subscriber } });
      pair.clear();
    });
  }

  /** Removes a subscriber and its key file. @throws Error that says that another command is at work on the folder */
  removeSubscriber(name: string): void {
    this.locked(() => {
      const { [name]: _removed, ...others } = this.subscribers();
      this.write(others);
      rmSync(this.subscriberKeyFile(name), { force: true });
    });
  }

  private write(subscribers: Readonly<Record<string, Subscriber>>): void {
    const services = Object.fromEntries(
      BUS_USERS.map((user) => [user, publicKeyIn(this.keyFile(user))]),
    ) as NatsUsers['services'];
    const users: NatsUsers = { services, subscribers };
    writePrivately(join(this.path, REGISTRY), `${JSON.stringify(users, null, 2)}\n`);
    writePrivately(this.configFile, natsAccounts(users));
  }

  private locked(action: () => void): void {
    mkdirSync(join(this.path, SUBSCRIBERS), { recursive: true, mode: 0o700 });
    const lock = lockFolder(
      this.path,
      (owner) => new Error(`${this.path} is changed by ${owner}. Try again when it has ended.`),
    );
    try {
      action();
    } finally {
      lock.release();
    }
  }
}

/** The public nkey of a private one in a file, which is created if it is missing. */
function publicKeyIn(file: string): string {
  if (!existsSync(file)) {
    const pair = createUser();
    writePrivately(file, pair.getSeed());
    pair.clear();
  }
  try {
    return fromSeed(new TextEncoder().encode(readFileSync(file, 'utf8').trim())).getPublicKey();
  } catch {
    throw new Error(`${file} holds no private nkey. Restore it from a backup, or remove it to have a new one created.`);
  }
}

function writePrivately(file: string, content: string | Uint8Array): void {
  const unfinished = `${file}.new`;
  writeFileSync(unfinished, content, { mode: 0o600, flush: true });
  renameSync(unfinished, file);
}
