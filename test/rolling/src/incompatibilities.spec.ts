import { incompatibilities, type Reading, type Schema } from './incompatibilities.js';

const STRICT: Reading = { checksValues: true, ignoresMembers: false };
const TOLERANT: Reading = { checksValues: false, ignoresMembers: true };
const text: Schema = { type: 'string' };
const object = (properties: Readonly<Record<string, Schema>>, required = Object.keys(properties)): Schema => ({
  type: 'object',
  properties,
  required,
});
const found = (writer: Schema, reader: Schema, reading = STRICT) =>
  incompatibilities({ schema: writer, document: {} }, { schema: reader, document: {} }, reading);

describe('a reader of another release', () => {
  it.each<[string, Schema, Schema, string]>([
    ['a member that may be absent', object({ name: text }, []), object({ name: text }), 'it may lack name'],
    ['a member that was removed', object({ name: text }), object({}), 'it has name, which is not known'],
    ['another type', object({ size: { type: 'number' } }), object({ size: text }), 'size is number, not string'],
    ['null', { type: 'string', nullable: true }, text, 'it is string or null, not string'],
    ['one more value', { enum: ['a', 'b'] }, { enum: ['a'] }, 'it has other values than a'],
    ['any value', text, { type: 'string', enum: ['a'] }, 'it has other values than a'],
    ['a longer text', { type: 'string', maxLength: 9 }, { type: 'string', maxLength: 8 }, 'it may be longer'],
    ['another pattern', { pattern: '^a$' }, { pattern: '^b$' }, 'it has another pattern'],
    [
      'a member within a list',
      { type: 'array', items: object({ id: text }, []) },
      { type: 'array', items: object({ id: text }) },
      '[] may lack id',
    ],
    ['another alternative', { anyOf: [text, { type: 'null' }] }, { anyOf: [text] }, 'it has other alternatives'],
  ])('does not take %s', (_, writer, reader, message) => {
    expect(found(writer, reader)).toEqual([message]);
  });

  it.each<[string, Schema, Schema]>([
    ['a new optional member that is not sent', object({}), object({ name: text }, [])],
    ['fewer values', { enum: ['a'] }, { enum: ['a', 'b'] }],
    ['a shorter text', { type: 'string', maxLength: 8 }, text],
  ])('takes %s', (_, writer, reader) => {
    expect(found(writer, reader)).toEqual([]);
  });

  it('that tolerates what it does not know takes new members and values', () => {
    expect(found(object({ name: { enum: ['new'] } }), object({}), TOLERANT)).toEqual([]);
    expect(found({ enum: ['new'] }, { enum: ['old'] }, TOLERANT)).toEqual([]);
  });

  it('that tolerates what it does not know takes an object of a new type, and no other shape of a known one', () => {
    const kind = (type: string, members: Readonly<Record<string, Schema>>) =>
      object({ type: { enum: [type] }, ...members });
    const known = { anyOf: [kind('added', { name: text })] };
    expect(found({ anyOf: [kind('painted', { colour: text })] }, known, TOLERANT)).toEqual([]);
    expect(found({ anyOf: [kind('added', {})] }, known, TOLERANT)).toEqual(['it has other alternatives']);
  });

  it('follows references and combined schemas', () => {
    const document = { schemas: { Name: { allOf: [object({ name: text })] } } };
    const [writer, reader] = [{ $ref: '#/schemas/Name' }, object({ name: text })];
    expect(incompatibilities({ schema: writer, document }, { schema: reader, document }, STRICT)).toEqual([]);
  });
});
