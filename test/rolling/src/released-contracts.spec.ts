import { ALL_RPCS } from '@system-landscape/contracts';
import { replySchemas } from '@system-landscape/contracts/reply-schemas';
import { REPOSITORY_ROOT } from '@system-landscape/test-support';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { incompatibilities, type Schema, type Side } from './incompatibilities.js';

/*
 * Both releases read and write at the same time, so each must read what the other one writes. `released/` holds the documents
 * of the release before; those of this one are generated from the declared messages, events and routes, so nothing is left out.
 */

interface AsyncApi {
  readonly channels: Readonly<
    Record<string, { readonly address: string; readonly messages: Record<string, { readonly payload: Schema }> }>
  >;
}
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const json = <Document>(file: string) => JSON.parse(readFileSync(join(REPOSITORY_ROOT, file), 'utf8')) as Document;
const released = {
  asyncApi: json<AsyncApi>('test/rolling/released/asyncapi.json'),
  openApi: json<OpenApi>('test/rolling/released/openapi.json'),
};
const current = {
  asyncApi: json<AsyncApi>('libs/contracts/asyncapi.json'),
  openApi: json<OpenApi>('libs/api-client/openapi.json'),
};

const channels = Object.entries(released.asyncApi.channels);
const requests = channels.filter(([name]) => name.startsWith('rpc.')).map(([name]) => name);
const events = channels.filter(([, { messages }]) => 'event' in messages).map(([name]) => name);
const payload = (document: AsyncApi, channel: string, message: string): Side => {
  const schema = document.channels[channel]?.messages[message]?.payload;
  if (!schema) throw new Error(`There is no ${channel} any more`);
  return { schema, document };
};

describe('a request between services', () => {
  const of = (document: AsyncApi, subject: string) => payload(document, subject, 'request');

  it.each(requests)('%s: of the release before is taken', (subject) => {
    const [before, now] = [of(released.asyncApi, subject), of(current.asyncApi, subject)];
    expect(incompatibilities(before, now, { checksValues: true, ignoresMembers: false })).toEqual([]);
  });

  it.each(requests)('%s: is taken by the release before, which leaves out members that it does not know', (subject) => {
    const [before, now] = [of(released.asyncApi, subject), of(current.asyncApi, subject)];
    expect(incompatibilities(now, before, { checksValues: false, ignoresMembers: true })).toEqual([]);
  });
});

describe('a reply, a refusal, a signal, or what is exchanged with tenants', () => {
  const before = json<Readonly<Record<string, Schema>>>('test/rolling/released/replies.json');
  const now = replySchemas(REPOSITORY_ROOT);
  const sides = (name: string): readonly [before: Side, now: Side] => {
    const schema = now[name];
    if (!schema) throw new Error(`There is no ${name} any more`);
    return [
      { schema: before[name]!, document: {} },
      { schema, document: {} },
    ];
  };

  it('of every message has a schema', () => {
    expect(Object.keys(now).filter((name) => name.includes('.'))).toHaveLength(ALL_RPCS.length);
    expect(now['tokenIssuance.registerSystem']).toMatchObject({
      required: expect.arrayContaining(['system']) as object,
    });
  });

  it.each(Object.keys(before))('%s: has all that the release before reads', (name) => {
    const [old, own] = sides(name);
    expect(incompatibilities(own, old, { checksValues: false, ignoresMembers: true })).toEqual([]);
  });

  it.each(Object.keys(before))('%s: of the release before has all that this one reads', (name) => {
    const [old, own] = sides(name);
    expect(incompatibilities(old, own, { checksValues: true, ignoresMembers: false })).toEqual([]);
  });
});

describe('a public event', () => {
  const of = (document: AsyncApi, name: string) => payload(document, name, 'event');

  it.each(events)('%s: has all that subscribers of the release before read, on the same subject', (name) => {
    const [before, now] = [of(released.asyncApi, name), of(current.asyncApi, name)];
    expect(incompatibilities(now, before, { checksValues: false, ignoresMembers: true })).toEqual([]);
    expect(current.asyncApi.channels[name]!.address).toBe(released.asyncApi.channels[name]!.address);
  });

  it.each(events)('%s: of the release before, or of years ago, is one of this release', (name) => {
    const [before, now] = [of(released.asyncApi, name), of(current.asyncApi, name)];
    expect(incompatibilities(before, now, { checksValues: true, ignoresMembers: false })).toEqual([]);
  });
});

/** Calls that are meant to be gone, and why clients can do without: emptied when `released/` is of another release. */
const GONE: Readonly<Record<string, string>> = {
  'GET /metrics': 'is for operators, and on METRICS_PORT now',
};

describe('the HTTP API', () => {
  const all = Object.entries(released.openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
  );
  const operations = all.filter(([name]) => !(name in GONE));
  const currentOf = (name: string): Operation => {
    const [method = '', path = ''] = name.split(' ');
    const operation = current.openApi.paths[path]?.[method.toLowerCase()];
    if (!operation) throw new Error(`There is no ${name} any more`);
    return operation;
  };

  it('lacks nothing but what is meant to be gone', () => {
    expect(all.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(GONE)));
  });

  it.each(operations)('%s: takes what clients of the release before send', (name, before) => {
    const now = currentOf(name);
    const sent = (before.parameters ?? []).filter(({ required }) => required).map((each) => each.name);
    const wanted = (now.parameters ?? []).filter(({ required }) => required).map((each) => each.name);
    expect(sent).toEqual(expect.arrayContaining(wanted));
    expect((now.parameters ?? []).map((each) => `${each.in} ${each.name}`)).toEqual(
      expect.arrayContaining((before.parameters ?? []).map((each) => `${each.in} ${each.name}`)),
    );
    const body = before.requestBody?.content['application/json']?.schema;
    const taken = now.requestBody?.content['application/json']?.schema;
    if (taken === undefined) return;
    // A body that was optional, or not there, has no members.
    const sides = [
      { schema: body ?? {}, document: released.openApi },
      { schema: taken, document: current.openApi },
    ] as const;
    expect(incompatibilities(...sides, { checksValues: true, ignoresMembers: false })).toEqual([]);
  });

  it.each(operations)('%s: answers what clients of the release before read', (name, before) => {
    const now = currentOf(name);
    const answers = Object.entries(before.responses).flatMap(([status, { content = {} }]) =>
      Object.entries(content).map(([type, { schema }]) => ({ status, type, schema })),
    );
    for (const { status, type, schema } of answers) {
      const answered = now.responses[status]?.content?.[type]?.schema;
      if (!answered) throw new Error(`${name} does not answer ${status} with ${type} any more`);
      const sides = [
        { schema: answered, document: current.openApi },
        { schema, document: released.openApi },
      ] as const;
      expect(incompatibilities(...sides, { checksValues: false, ignoresMembers: true })).toEqual([]);
    }
  });
});
