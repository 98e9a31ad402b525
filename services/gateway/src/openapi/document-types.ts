import type { OpenAPIObject } from '@nestjs/swagger';

/* The package names only the whole document. */
export type PathItem = OpenAPIObject['paths'][string];
export type Operation = NonNullable<PathItem['get']>;
export type Responses = Operation['responses'];
export type Parameter = Extract<NonNullable<Operation['parameters']>[number], { name: string }>;
