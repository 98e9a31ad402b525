import type { OpenAPIObject } from '@nestjs/swagger';

/** The parts of a JSON Schema that this document uses. */
interface Schema {
  readonly $ref?: string;
  readonly example?: unknown;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** A value of the schema, made of the examples of its members. */
export function exampleOf(schema: object, document: OpenAPIObject): unknown {
  const { $ref, example, enum: values, anyOf, allOf, type, format, items, properties = {} } = schema as Schema;
  const first = anyOf?.[0] ?? allOf?.[0];
  if ($ref !== undefined) return exampleOf(document.components?.schemas?.[$ref.split('/').at(-1)!] ?? {}, document);
  if (example !== undefined) return example;
  if (values) return values[0];
  if (first) return exampleOf(first, document);
  if (items) return [exampleOf(items, document)];
  switch (Array.isArray(type) ? (type as readonly string[])[0] : type) {
    case 'string':
      return format === 'date-time' ? '2026-01-05T08:00:00.000Z' : 'text';
    case 'number':
      return 1;
    case 'boolean':
      return true;
    default:
      return Object.fromEntries(
        Object.entries(properties).map(([name, member]) => [name, exampleOf(member, document)]),
      );
  }
}
