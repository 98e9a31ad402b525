import type { sendUnaryData, Server, ServerUnaryCall, ServiceDefinition } from '@grpc/grpc-js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { Faults } from './faults/faults.js';
import { unavailable } from './wire/errors.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';

/** The version of EventStoreDB whose behaviour this store implements. */
const SERVER_VERSION = '24.10.0';

/** Features that were added to methods after their first version; clients check them before use. */
const FEATURES: readonly { readonly path: RegExp; readonly features: readonly string[] }[] = [
  { path: /PersistentSubscriptions\//, features: ['stream', 'all'] },
  { path: /Streams\/Read$/, features: ['position', 'events'] },
  { path: /Streams\/BatchAppend$/, features: ['deadline_duration'] },
];

/** `event_store.client.server_features.ServerFeatures`: lists the supported methods. */
export function addServerFeaturesService(
  server: Server,
  services: readonly ServiceDefinition[],
  faults: Faults = {},
): void {
  const response = new SupportedMethods();
  response.setEventStoreServerVersion(SERVER_VERSION);
  response.setMethodsList(
    [...services, ServerFeaturesService].flatMap((service) =>
      Object.values(service).map(({ path }) => supportedMethod(path)),
    ),
  );
  server.addService(ServerFeaturesService, {
    getSupportedMethods(_call: ServerUnaryCall<Empty, SupportedMethods>, callback: sendUnaryData<SupportedMethods>) {
      const { failingFeatures = 0 } = faults;
      if (failingFeatures === 0) return callback(null, response);
      faults.failingFeatures = failingFeatures - 1;
      callback(unavailable('The server is starting.'));
    },
  });
}

/** @param path `/package.Service/Method` */
function supportedMethod(path: string): SupportedMethod {
  const [, service = '', method = ''] = path.split('/');
  const supported = new SupportedMethod();
  supported.setServiceName(service.toLowerCase());
  supported.setMethodName(method.toLowerCase());
  supported.setFeaturesList([...(FEATURES.find((entry) => entry.path.test(path))?.features ?? [])]);
  return supported;
}
