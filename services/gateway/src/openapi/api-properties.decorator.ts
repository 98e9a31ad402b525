import type { Type } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

/**
 * Describes in the OpenAPI document the members of a body or query that inherits them, with their validation, from a
 * request class of the contracts. A member that is missing here does not compile.
 */
export function ApiProperties<Body extends object>(
  properties: Readonly<Record<keyof Body & string, ApiPropertyOptions>>,
): (body: Type<Body>) => void {
  return ({ prototype }) => {
    for (const [member, options] of Object.entries<ApiPropertyOptions>(properties)) {
      ApiProperty(options)(prototype as object, member);
    }
  };
}
