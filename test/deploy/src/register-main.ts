import { registerAndDeregister } from '@system-landscape/e2e';

/** A caller of the compose set, in a process of its own: Node reads NODE_EXTRA_CA_CERTS at its start. */
registerAndDeregister('https://landscape.localhost:8443', 'https://landscape.localhost:8444').catch(
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  },
);
