const THIS_MACHINE = ['127.0.0.1', '::1', 'localhost'];
/** gRPC compares the ends of names, and every name ends in an empty text. */
const EVERY_HOST = ',';

/**
 * Has this process connect to the event store directly. gRPC, alone of our clients, goes by `http_proxy` and `https_proxy`,
 * which a machine has for the web. A proxy for the event store is named in `grpc_proxy`, and its exceptions in
 * `no_grpc_proxy` or `no_proxy`; this machine is always one.
 *
 * @param env what gRPC reads at each connection
 */
export function connectDirectly(env: NodeJS.ProcessEnv = process.env): void {
  env['no_grpc_proxy'] = env['grpc_proxy'] ? withThisMachine(env['no_grpc_proxy'] || env['no_proxy']) : EVERY_HOST;
}

function withThisMachine(exceptions = ''): string {
  return [...new Set([...exceptions.split(',').filter(Boolean), ...THIS_MACHINE])].join(',');
}
