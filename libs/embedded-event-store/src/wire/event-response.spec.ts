import * as persistent from '@eventstore/db-client/generated/persistent_pb.js';
import * as streams from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { encodeRecord, LogRecord, type ProposedEvent } from '../storage/log-record.js';
import { eventResponse } from './event-response.js';
import { uuidBytes } from './uuid.js';

const bytes = (max: number) => fc.uint8Array({ maxLength: max }).map((array) => Buffer.from(array));
const event: fc.Arbitrary<ProposedEvent> = fc.record({
  id: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((array) => Buffer.from(array)),
  type: fc.string({ unit: 'grapheme', maxLength: 50 }),
  isJson: fc.boolean(),
  data: bytes(400),
  metadata: bytes(200),
});
const place = fc.record({
  stream: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }).map((name) => Buffer.from(name)),
  revision: fc.nat({ max: 2 ** 31 }).map((low) => low * 1_000),
  position: fc.nat({ max: 2 ** 31 }).map((low) => low * 10_000 + 1),
  created: fc.record({ ms: fc.nat().map((low) => low * 500 + 1), rest: fc.nat({ max: 9_999 }) }),
});

describe('an event on the wire', () => {
  it.each(['string', 'structured'] as const)('with a %s id is decoded by the generated classes', (uuids) => {
    fc.assert(
      fc.property(event, place, (proposed, at) => {
        const record = new LogRecord(encodeRecord(proposed, at));
        const sent = eventResponse({ event: record }, uuids);
        const read = streams.ReadResp.deserializeBinary(sent).getEvent();
        const recorded = read?.getEvent();
        expect(uuidBytes(recorded?.getId())).toEqual(proposed.id);
        expect(recorded?.getId()?.hasString()).toBe(uuids === 'string');
        expect(Buffer.from(recorded?.getStreamIdentifier()?.getStreamName_asU8() ?? [])).toEqual(at.stream);
        expect(recorded?.getStreamRevision()).toBe(String(at.revision));
        expect(recorded?.getCommitPosition()).toBe(String(at.position));
        expect(recorded?.getPreparePosition()).toBe(String(at.position));
        expect(Buffer.from(recorded?.getData_asU8() ?? [])).toEqual(proposed.data);
        expect(Buffer.from(recorded?.getCustomMetadata_asU8() ?? [])).toEqual(proposed.metadata);
        expect(new Map(recorded?.getMetadataMap().toArray())).toEqual(
          new Map([
            ['type', proposed.type],
            ['created', String(BigInt(at.created.ms) * 10_000n + BigInt(at.created.rest))],
            ['content-type', proposed.isJson ? 'application/json' : 'application/octet-stream'],
          ]),
        );
        expect(read?.getCommitPosition()).toBe(String(at.position));
        expect(read?.hasLink()).toBe(false);
      }),
    );
  });

  it('has a link and its target separately, and the retry count', () => {
    fc.assert(
      fc.property(event, place, event, place, fc.nat(), (target, targetAt, link, linkAt, retries) => {
        const resolved = {
          event: new LogRecord(encodeRecord(target, targetAt)),
          link: new LogRecord(encodeRecord(link, linkAt)),
        };
        const read = persistent.ReadResp.deserializeBinary(eventResponse(resolved, 'string', retries)).getEvent();
        expect(read?.getEvent()?.getCommitPosition()).toBe(String(targetAt.position));
        expect(read?.getLink()?.getCommitPosition()).toBe(String(linkAt.position));
        expect(read?.getCommitPosition()).toBe(String(linkAt.position));
        expect(read?.hasRetryCount()).toBe(true);
        expect(read?.getRetryCount()).toBe(retries);
      }),
    );
  });

  it('has the highest revision if it is a tombstone', () => {
    const proposed = { id: Buffer.alloc(16), type: '$streamDeleted', isJson: false, ...NOTHING };
    const at = { stream: Buffer.from('s'), revision: 3, position: 9, created: { ms: 1, rest: 0 }, tombstone: true };
    const sent = eventResponse({ event: new LogRecord(encodeRecord(proposed, at)) }, 'string');
    const recorded = streams.ReadResp.deserializeBinary(sent).getEvent()?.getEvent();
    expect(recorded?.getStreamRevision()).toBe('9223372036854775807');
  });
});

const NOTHING = { data: Buffer.alloc(0), metadata: Buffer.alloc(0) };
