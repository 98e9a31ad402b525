import { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { batchAppendRequest } from './batch-append-request.js';

const proposal = fc.record({
  id: fc.uuid(),
  type: fc.string(),
  contentType: fc.constantFrom('application/json', 'application/octet-stream'),
  data: fc.uint8Array(),
  metadata: fc.uint8Array(),
});

const uuid = (text: string) => {
  const message = new UUID();
  message.setString(text);
  return message;
};

describe('a batch append request', () => {
  it('is decoded as the generated classes encode it', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.array(proposal), fc.boolean(), (correlationId, proposals, isFinal) => {
        const message = new BatchAppendReq();
        message.setCorrelationId(uuid(correlationId));
        message.setOptions(new BatchAppendReq.Options());
        message.setIsFinal(isFinal);
        for (const { id, type, contentType, data, metadata } of proposals) {
          const proposed = message.addProposedMessages();
          proposed.setId(uuid(id));
          proposed.getMetadataMap().set('type', type).set('content-type', contentType).set('other', 'x');
          proposed.setData(data);
          proposed.setCustomMetadata(metadata);
        }
        const read = batchAppendRequest(message.serializeBinary());
        expect(UUID.deserializeBinary(read.correlationId).getString()).toBe(correlationId);
        expect(read.options).toBeDefined();
        expect(read.isFinal).toBe(isFinal);
        const plain = read.proposals.map(({ id, data, metadata, ...rest }) => ({
          ...{ ...rest, id: id?.getString(), data: Buffer.from(data), metadata: Buffer.from(metadata) },
        }));
        expect(plain).toEqual(
          proposals.map((each) => ({ ...each, data: Buffer.from(each.data), metadata: Buffer.from(each.metadata) })),
        );
      }),
    );
  });

  it('of random bytes is decoded and can be answered, or is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const read = readOrRefused(bytes);
        if (!(read instanceof Error)) UUID.deserializeBinary(read.correlationId);
      }),
    );
  });

  it('with an invalid correlation id is refused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 60 }), (bytes) => {
        const request = Buffer.concat([Buffer.from([0x0a, bytes.length]), bytes]);
        expect(readOrRefused(request) instanceof Error).toBe(uuidOrRefused(bytes) instanceof Error);
      }),
      { examples: [[Uint8Array.from([0xff])]] },
    );
  });

  it('skips a field of another type', () => {
    // Field 4 (whether it is the last) as bytes, field 1 (the id) as a number, then field 4 as it should be.
    const { isFinal, correlationId } = batchAppendRequest(Buffer.from([0x22, 1, 7, 0x08, 5, 0x20, 1]));
    expect([isFinal, correlationId.length]).toEqual([true, 0]);
  });
});

const orRefused =
  <T>(read: (bytes: Uint8Array) => T) =>
  (bytes: Uint8Array): T | Error => {
    try {
      return read(bytes);
    } catch (error) {
      return error as Error;
    }
  };
const readOrRefused = orRefused(batchAppendRequest);
const uuidOrRefused = orRefused((bytes) => UUID.deserializeBinary(bytes));
