/** A JSON Schema, as AsyncAPI and OpenAPI documents have them. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** A schema and the document that its references are in. */
export interface Side {
  readonly schema: Schema;
  readonly document: unknown;
}

export interface Reading {
  /** Whether the reader refuses a value beyond its limits: lengths, patterns, enumerations. Other readers tolerate it. */
  readonly checksValues: boolean;
  /** Whether members may be there that the reader does not know: it ignores them. */
  readonly ignoresMembers: boolean;
}

/**
 * What a writer of one release may send that a reader of another one does not take, one line each: a member that the reader
 * needs and that may be absent, another type and, if the reader checks them, wider values.
 */
export function incompatibilities(writer: Side, reader: Side, reading: Reading, path = ''): string[] {
  const written = resolved(writer);
  const read = resolved(reader);
  const here = path === '' ? 'it' : path;
  const alternatives = [written.oneOf ?? written.anyOf, read.oneOf ?? read.anyOf];
  if (alternatives.some((each) => each !== undefined)) {
    const [ofWriter = [written], ofReader = [read]] = alternatives;
    const isTaken = (one: Schema) =>
      ofReader.some(
        (other) =>
          incompatibilities({ ...writer, schema: one }, { ...reader, schema: other }, reading, path).length === 0,
      );
    const isTolerated = (one: Schema) => !reading.checksValues && isNewKind(one, ofReader);
    return ofWriter.every((one) => isTaken(one) || isTolerated(one)) ? [] : [`${here} has other alternatives`];
  }
  const types = typesOf(read);
  if (types.length > 0 && !typesOf(written).every((type) => types.includes(type)))
    return [`${here} is ${typesOf(written).join(' or ')}, not ${types.join(' or ')}`];
  return [
    ...membersOf(written, read, here, reading),
    ...(reading.checksValues ? widerValues(written, read, here) : []),
    ...Object.entries(written.properties ?? {}).flatMap(([name, schema]) => {
      const known = read.properties?.[name];
      if (known === undefined) return [];
      const inside = path === '' ? name : `${path}.${name}`;
      return incompatibilities({ ...writer, schema }, { ...reader, schema: known }, reading, inside);
    }),
    ...(written.items && read.items
      ? incompatibilities({ ...writer, schema: written.items }, { ...reader, schema: read.items }, reading, `${path}[]`)
      : []),
  ];
}

/** An object of a kind that the reader does not know, such as an event of a new type: `type` says so. */
function isNewKind({ properties }: Schema, known: readonly Schema[]): boolean {
  const kinds = known.flatMap((each) => each.properties?.['type']?.enum ?? []);
  const own = properties?.['type']?.enum ?? [];
  return own.length > 0 && kinds.length > 0 && !own.some((kind) => kinds.includes(kind));
}

function membersOf(written: Schema, read: Schema, path: string, { ignoresMembers }: Reading): string[] {
  const always = written.required ?? [];
  const missing = (read.required ?? []).filter((name) => !always.includes(name));
  const known = read.properties;
  const unknown =
    known && !ignoresMembers ? Object.keys(written.properties ?? {}).filter((name) => !(name in known)) : [];
  return [
    ...missing.map((name) => `${path} may lack ${name}`),
    ...unknown.map((name) => `${path} has ${name}, which is not known`),
  ];
}

function widerValues(written: Schema, read: Schema, path: string): string[] {
  const { enum: values } = read;
  return [
    ...(values && !(written.enum ?? [undefined]).every((value) => values.includes(value))
      ? [`${path} has other values than ${values.join(', ')}`]
      : []),
    ...(read.pattern !== undefined && read.pattern !== written.pattern ? [`${path} has another pattern`] : []),
    ...((written.maxLength ?? Infinity) > (read.maxLength ?? Infinity) ? [`${path} may be longer`] : []),
    ...((written.minLength ?? 0) < (read.minLength ?? 0) ? [`${path} may be shorter`] : []),
    ...((written.maximum ?? Infinity) > (read.maximum ?? Infinity) ? [`${path} may be larger`] : []),
    ...((written.minimum ?? -Infinity) < (read.minimum ?? -Infinity) ? [`${path} may be smaller`] : []),
  ];
}

function typesOf({ type, nullable }: Schema): readonly string[] {
  if (type === undefined) return [];
  return [...(typeof type === 'string' ? [type] : type), ...(nullable === true ? ['null'] : [])];
}

/** The schema without a reference, and with what it combines. */
function resolved({ schema, document }: Side): Schema {
  const target = schema.$ref === undefined ? schema : at(document, schema.$ref);
  const { allOf, nullable, ...own } = target;
  // A reference that may be null, as OpenAPI 3.0 has it; 3.1 writes the alternatives.
  if (allOf && nullable === true) return { anyOf: [{ allOf, ...own }, { type: 'null' }] };
  return (allOf ?? []).reduce<Schema>(
    (merged, part) => {
      const other = resolved({ schema: part, document });
      return {
        ...other,
        ...merged,
        properties: { ...other.properties, ...merged.properties },
        required: [...(other.required ?? []), ...(merged.required ?? [])],
      };
    },
    allOf ? own : target,
  );
}

function at(document: unknown, reference: string): Schema {
  const keys = reference.replace('#/', '').split('/');
  const found = keys.reduce<unknown>(
    (part, key) => (part as Readonly<Record<string, unknown>>)[key.replaceAll('~1', '/').replaceAll('~0', '~')],
    document,
  );
  return found as Schema;
}
