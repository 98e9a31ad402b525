import type { sendUnaryData, Server, ServerDuplexStream, ServerUnaryCall } from '@grpc/grpc-js';
import { PersistentSubscriptionsService } from '@eventstore/db-client/generated/persistent_grpc_pb.js';
import {
  CreateResp,
  DeleteResp,
  GetInfoResp,
  ListResp,
  ReplayParkedResp,
  UpdateResp,
  type CreateReq,
  type DeleteReq,
  type GetInfoReq,
  type ListReq,
  type ReadReq,
  type ReadResp,
  type ReplayParkedReq,
  type UpdateReq,
} from '@eventstore/db-client/generated/persistent_pb.js';
import { Empty, type StreamIdentifier } from '@eventstore/db-client/generated/shared_pb.js';
import { demand, type Faults } from '../faults/faults.js';
import { streamName } from '../streams/read-options.js';
import { groupDoesNotExist, groupFailed, invalidArgument } from '../wire/errors.js';
import { fromUint64 } from '../wire/numbers.js';
import { answer, serializeResponse } from '../wire/service.js';
import { consume } from './consume.js';
import { groupInfo } from './group-info.js';
import type { GroupRegistry } from './group-registry.js';
import { ALL, groupSettings } from './group-settings.js';
import type { SubscriptionGroup } from './subscription-group.js';

/** `event_store.client.persistent_subscriptions.PersistentSubscriptions`. */
export function addPersistentSubscriptionsService(
  server: Pick<Server, 'addService'>,
  groups: GroupRegistry,
  faults: Faults = {},
): void {
  const definition = {
    ...PersistentSubscriptionsService,
    read: { ...PersistentSubscriptionsService.read, responseSerialize: serializeResponse },
  };
  server.addService(definition, {
    create(call: ServerUnaryCall<CreateReq, CreateResp>, callback: sendUnaryData<CreateResp>) {
      answer(callback, async () => {
        const settings = groupSettings(call.request.getOptions());
        demand(faults, 'manage-subscriptions', settings.stream);
        await groups.create(settings);
        return new CreateResp();
      });
    },
    update(call: ServerUnaryCall<UpdateReq, UpdateResp>, callback: sendUnaryData<UpdateResp>) {
      answer(callback, async () => {
        const settings = groupSettings(call.request.getOptions());
        demand(faults, 'manage-subscriptions', settings.stream);
        await groups.update(settings);
        return new UpdateResp();
      });
    },
    delete(call: ServerUnaryCall<DeleteReq, DeleteResp>, callback: sendUnaryData<DeleteResp>) {
      answer(callback, async () => {
        const { stream, group } = reference(call.request.getOptions());
        demand(faults, 'manage-subscriptions', stream);
        await groups.delete(stream, group);
        return new DeleteResp();
      });
    },
    getInfo(call: ServerUnaryCall<GetInfoReq, GetInfoResp>, callback: sendUnaryData<GetInfoResp>) {
      answer(callback, () => {
        const { stream, group } = reference(call.request.getOptions());
        const response = new GetInfoResp();
        response.setSubscriptionInfo(groupInfo(groups.find(stream, group), performance.now()));
        return response;
      });
    },
    list(call: ServerUnaryCall<ListReq, ListResp>, callback: sendUnaryData<ListResp>) {
      answer(callback, () => {
        const response = new ListResp();
        response.setSubscriptionsList(listed(groups, call.request).map((group) => groupInfo(group, performance.now())));
        return response;
      });
    },
    replayParked(call: ServerUnaryCall<ReplayParkedReq, ReplayParkedResp>, callback: sendUnaryData<ReplayParkedResp>) {
      answer(callback, async () => {
        const options = call.request.getOptions();
        const { stream, group } = reference(options);
        demand(faults, 'manage-subscriptions', stream);
        const found = groups.find(stream, group);
        const stopAt = options?.hasStopAt() ? fromUint64(options.getStopAt()) : Infinity;
        if (stopAt < 0) throw groupFailed(stream, group, 'A replay cannot stop at a negative revision.');
        await found.replayParked(stopAt);
        return new ReplayParkedResp();
      });
    },
    restartSubsystem(_call: ServerUnaryCall<Empty, Empty>, callback: sendUnaryData<Empty>) {
      answer(callback, async () => {
        await groups.restart();
        return new Empty();
      });
    },
    read(call: ServerDuplexStream<ReadReq, ReadResp>) {
      consume(groups, call, faults);
    },
  });
}

interface GroupReference {
  hasAll(): boolean;
  getStreamIdentifier(): StreamIdentifier | undefined;
  getGroupName(): string;
}

function reference(options: GroupReference | undefined): { stream: string; group: string } {
  if (!options) throw invalidArgument('options are required.');
  return {
    stream: options.hasAll() ? ALL : streamName(options.getStreamIdentifier()),
    group: options.getGroupName(),
  };
}

function listed(groups: GroupRegistry, request: ListReq): SubscriptionGroup[] {
  const forStream = request.getOptions()?.getListForStream();
  if (!forStream) return groups.list();
  const stream = forStream.hasAll() ? ALL : streamName(forStream.getStream());
  const found = groups.list().filter((group) => group.settings.stream === stream);
  if (found.length === 0) throw groupDoesNotExist(stream, '');
  return found;
}
