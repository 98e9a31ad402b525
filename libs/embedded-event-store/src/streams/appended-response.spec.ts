import { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { BatchAppendResp } from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { appendedResponse } from './appended-response.js';

describe('the response to an append', () => {
  it('is decoded by the generated classes', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.string({ minLength: 1 }), fc.nat(), fc.maxSafeNat(), (id, stream, revision, before) => {
        const position = before + 1;
        const uuid = new UUID();
        uuid.setString(id);
        const correlationId = Buffer.from(uuid.serializeBinary());
        const bytes = appendedResponse({
          correlationId,
          stream: Buffer.from(stream),
          lastRevision: revision,
          position,
        });
        const read = BatchAppendResp.deserializeBinary(bytes);
        expect(read.getCorrelationId()?.getString()).toBe(id);
        expect(Buffer.from(read.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString()).toBe(stream);
        const success = read.getSuccess();
        expect(success?.hasCurrentRevision()).toBe(true);
        expect(success?.getCurrentRevision()).toBe(String(revision));
        expect(success?.getPosition()?.getCommitPosition()).toBe(String(position));
        expect(success?.getPosition()?.getPreparePosition()).toBe(String(position));
        expect(read.hasError()).toBe(false);
      }),
    );
  });
});
