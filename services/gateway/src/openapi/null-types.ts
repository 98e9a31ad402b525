import type { OpenAPIObject } from '@nestjs/swagger';

type Json = null | boolean | number | string | readonly Json[] | { readonly [member: string]: Json };

/**
 * The document with null as JSON Schema has it, which OpenAPI 3.1 follows: as one of the types, instead of `nullable`.
 * Nest writes OpenAPI 3.0, where a reference beside `nullable` still refuses null.
 */
export function withNull(document: OpenAPIObject): OpenAPIObject {
  return converted(document as unknown as Json) as unknown as OpenAPIObject;
}

function converted(value: Json): Json {
  if (Array.isArray(value)) return value.map(converted);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.fromEntries(
    Object.entries(value as Readonly<Record<string, Json>>).map(([name, member]) => [name, converted(member)]),
  );
  if (members['nullable'] !== true) return members;
  const { nullable: _, allOf, type, ...rest } = members;
  if (allOf !== undefined) return { ...rest, anyOf: [...(allOf as Json[]), { type: 'null' }] };
  const values = rest['enum'] as Json[] | undefined;
  return { ...rest, ...(values ? { enum: [...values, null] } : {}), type: [type ?? 'object', 'null'] };
}
