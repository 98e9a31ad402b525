import { randomBytes } from 'node:crypto';
import type { sendUnaryData, Server, ServerUnaryCall } from '@grpc/grpc-js';
import { GossipService } from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import { ClusterInfo, EndPoint, MemberInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import type { Empty } from '@eventstore/db-client/generated/shared_pb.js';
import { uuidMessage } from './wire/uuid.js';

/** `event_store.client.gossip.Gossip`: a cluster of one leader, this process. */
export function addGossipService(server: Server, now: () => number): void {
  const instanceId = randomBytes(16);
  server.addService(GossipService, {
    read(call: ServerUnaryCall<Empty, ClusterInfo>, callback: sendUnaryData<ClusterInfo>) {
      const member = new MemberInfo();
      member.setInstanceId(uuidMessage(instanceId));
      // 100 ns ticks, too large for a number.
      member.setTimeStamp(`${now()}0000`);
      member.setState(MemberInfo.VNodeState.LEADER);
      member.setIsAlive(true);
      member.setHttpEndPoint(endPoint(call.getHost()));
      const cluster = new ClusterInfo();
      cluster.addMembers(member);
      callback(null, cluster);
    },
  });
}

/** The address that the client used for this call; it can connect there again. */
function endPoint(authority: string): EndPoint {
  const { hostname, port } = new URL(`http://${authority}`);
  const result = new EndPoint();
  result.setAddress(hostname);
  result.setPort(Number(port || 80));
  return result;
}
