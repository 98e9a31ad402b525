import type { ServerDuplexStream } from '@grpc/grpc-js';
import { ReadReq, ReadResp } from '@eventstore/db-client/generated/persistent_pb.js';
import { demand, type Faults } from '../faults/faults.js';
import { asServiceError, invalidArgument } from '../wire/errors.js';
import { eventResponse } from '../wire/event-response.js';
import { Outbound } from '../wire/outbound.js';
import { formatUuid, uuidBytes, type UuidFormat } from '../wire/uuid.js';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { streamName } from '../streams/read-options.js';
import { Consumer } from './consumer.js';
import type { GroupRegistry } from './group-registry.js';
import { ALL } from './group-settings.js';
import type { NackAction, SubscriptionGroup } from './subscription-group.js';

type Call = ServerDuplexStream<ReadReq, ReadResp | Buffer>;

/** Serves one consumer's call: its first message has the options, each later one is an ack or a nack. */
export function consume(groups: GroupRegistry, call: Call, faults: Faults): void {
  const out = new Outbound(call);
  let connected: { readonly group: SubscriptionGroup; readonly consumer: Consumer } | undefined;
  const disconnect = () => {
    if (connected) connected.group.disconnect(connected.consumer);
    connected = undefined;
  };
  call.on('data', (request: ReadReq) => {
    try {
      if (connected) acknowledge(connected.group, request);
      else connected = connect(groups, call, out, request.getOptions(), faults);
    } catch (error) {
      disconnect();
      out.fail(asServiceError(error));
    }
  });
  call.on('cancelled', disconnect);
  call.on('error', disconnect);
  call.on('close', disconnect);
  call.on('end', () => {
    disconnect();
    out.end();
  });
}

function connect(
  groups: GroupRegistry,
  call: Call,
  out: Outbound,
  options: ReadReq.Options | undefined,
  faults: Faults,
) {
  if (!options) throw invalidArgument('The first message has the options.');
  const stream = options.hasAll() ? ALL : streamName(options.getStreamIdentifier());
  demand(faults, 'read', stream);
  const group = groups.find(stream, options.getGroupName());
  if (options.getBufferSize() < 0) throw invalidArgument('A buffer size is not negative.');
  const uuids: UuidFormat = options.getUuidOption()?.hasString() ? 'string' : 'structured';
  const consumer = new Consumer(
    String(call.metadata.get('connection-name')[0] ?? '<unknown>'),
    options.getBufferSize(),
    {
      deliver: (message) => out.send(eventResponse(message.event, uuids, message.retryCount)),
      drop: (error) => out.fail(error),
    },
    group.settings.extraStatistics,
  );
  out.send(confirmation(group.key));
  group.connect(consumer);
  return { group, consumer };
}

function acknowledge(group: SubscriptionGroup, request: ReadReq): void {
  const ack = request.getAck();
  if (ack) return group.ack(ids(ack.getIdsList()));
  const nack = request.getNack();
  if (!nack) throw invalidArgument('Only the first message has options.');
  group.nack(ids(nack.getIdsList()), nackAction(nack.getAction()), nack.getReason());
}

const ids = (uuids: readonly UUID[]) => uuids.map((uuid) => formatUuid(uuidBytes(uuid)));

function nackAction(action: ReadReq.Nack.Action): NackAction {
  switch (action) {
    case ReadReq.Nack.Action.PARK:
      return 'park';
    case ReadReq.Nack.Action.SKIP:
      return 'skip';
    case ReadReq.Nack.Action.STOP:
      return 'stop';
    case ReadReq.Nack.Action.RETRY:
    case ReadReq.Nack.Action.UNKNOWN:
      return 'retry';
  }
}

function confirmation(id: string): ReadResp {
  const confirmed = new ReadResp.SubscriptionConfirmation();
  confirmed.setSubscriptionId(id);
  const response = new ReadResp();
  response.setSubscriptionConfirmation(confirmed);
  return response;
}
