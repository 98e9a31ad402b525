import 'reflect-metadata';
import { Refusal, type FieldError } from '@system-landscape/domain';
import type { ArgumentMetadata, Type as ClassOf } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { validationPipe } from './validation.js';

class AddThing {
  @IsString() @MaxLength(5) name!: string;
  @IsOptional() @IsInt() @Min(1) @Max(9) size?: number;
  @IsOptional() @Matches(/^\w+$/, { message: '$property takes letters' }) @MaxLength(3) @IsString() code?: string;
}

class Nothing {}

class AddThings {
  @ValidateNested({ each: true }) @Type(() => AddThing) things!: AddThing[];
}

const pipe = validationPipe('refused');

async function refusalOf(value: unknown, metatype: ClassOf = AddThing, type: ArgumentMetadata['type'] = 'body') {
  const refused: unknown = await pipe.transform(value, { type, metatype }).catch((error: unknown) => error);
  if (!(refused instanceof Refusal)) throw new Error(`Taken, or another error: ${String(refused)}`);
  const { errors = [] } = refused.more as { errors?: readonly FieldError[] };
  return { code: refused.code, message: refused.message, errors };
}

describe('a request of a service of the next release', () => {
  const tolerant = validationPipe('left out');
  const read = (value: unknown, metatype: ClassOf): Promise<unknown> =>
    tolerant.transform(value, { type: 'body', metatype });

  it('is read without the members that this release does not know, also in nested objects', async () => {
    expect(await read({ name: 'a', colour: 'red' }, AddThing)).toEqual({ name: 'a' });
    expect(await read({ things: [{ name: 'a', colour: { of: 'red' } }], all: true }, AddThings)).toEqual({
      things: [{ name: 'a' }],
    });
    expect(await read({ later: true }, Nothing)).toEqual({});
  });

  it('is still checked in the members that this release knows', async () => {
    await expect(read({ name: 1, colour: 'red' }, AddThing)).rejects.toThrow('name must be a string');
  });
});

describe('a message says what is wrong with this input', () => {
  it.each<[string, object, string]>([
    ['a missing member', {}, 'name is missing'],
    ['another type, before its length', { name: 1 }, 'name must be a string'],
    ['an array in place of a text', { name: ['a'] }, 'name must be a string'],
    ['null', { name: null }, 'name must be a string'],
    ['its length', { name: 'abcdef' }, 'name must be shorter than or equal to 5 characters'],
    ['the type before the range', { name: 'a', size: '4' }, 'size must be an integer number'],
    ['a number above the range', { name: 'a', size: 1e308 }, 'size must not be greater than 9'],
    ['an infinite number', { name: 'a', size: Infinity }, 'size must be an integer number'],
    ['the type before length and pattern', { name: 'a', code: {} }, 'code must be a string'],
    [
      'the length before the pattern',
      { name: 'a', code: '----' },
      'code must be shorter than or equal to 3 characters',
    ],
    ['the pattern', { name: 'a', code: '-' }, 'code takes letters'],
    ['an empty text', { name: 'a', code: '' }, 'code is empty'],
  ])('%s', async (_, value, message) => {
    const { code, errors } = await refusalOf(value);
    expect([code, errors.map((each) => each.message)]).toEqual(['VALIDATION_FAILED', [message]]);
  });

  it('has one entry per member', async () => {
    const { errors } = await refusalOf({ size: 'x', code: 7, more: 1 });
    expect(errors.map(({ field }) => field).sort()).toEqual(['code', 'more', 'name', 'size']);
  });

  it('says of a query that a parameter is repeated', async () => {
    const { errors } = await refusalOf({ name: ['a', 'b'] }, AddThing, 'query');
    expect(errors).toEqual([{ field: 'name', code: 'INVALID', message: 'name is given more than once' }]);
  });
});

it('the rules of a class and of one that inherits from it are told apart', async () => {
  class AddSmallThing extends AddThing {
    @Max(3) declare size?: number;
    @IsString() colour!: string;
  }
  const small = { name: 'a', size: 5 };
  for (const _ of ['looked up', 'known']) {
    await expect(pipe.transform(small, { type: 'body', metatype: AddThing })).resolves.toEqual(small);
    const { errors } = await refusalOf(small, AddSmallThing);
    expect(errors.map(({ field }) => field).sort()).toEqual(['colour', 'size']);
    await expect(refusalOf({ ...small, colour: 'red' })).resolves.toMatchObject({ errors: [{ field: 'colour' }] });
  }
});

describe('the answer to an abusive request is short', () => {
  it('seven thousand unknown members', async () => {
    const members = Array.from({ length: 7_000 }, (_, index) => [`m${index}`, index]);
    const { message, errors } = await refusalOf(Object.fromEntries(members), Nothing);
    expect(errors).toHaveLength(20);
    expect(message).toMatch(/6980 more members are not valid\.$/);
    expect(JSON.stringify({ message, errors }).length).toBeLessThan(4_000);
  });

  it('a member with a name of 60 KB', async () => {
    const { message, errors } = await refusalOf({ ['x'.repeat(60_000)]: 1 }, Nothing);
    expect(JSON.stringify({ message, errors }).length).toBeLessThan(500);
  });

  it.each([
    ['arrays', '['.repeat(25_000) + ']'.repeat(25_000)],
    ['objects', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)],
  ])('nested %s', async (_, text) => {
    for (const metatype of [AddThing, Nothing]) {
      const { code, message } = await refusalOf({ name: JSON.parse(text) as unknown }, metatype);
      expect([code, message]).toEqual(['VALIDATION_FAILED', 'The request is nested deeper than 16 levels.']);
    }
  });
});

it.each([
  ['{"name":"\\ud800"}', 'name'],
  ['{"name":"a","code":"\\udc00\\ud800"}', 'code'],
  ['{"name":"a","\\udead":1}', '\ufffd'],
  ['{"name":"a","more":[{"deep":["\\ud800"]}]}', '0'],
])('half of a surrogate pair is no character: %s', async (text, field) => {
  const { code, errors } = await refusalOf(JSON.parse(text));
  expect(code).toBe('VALIDATION_FAILED');
  expect(errors).toEqual([expect.objectContaining({ field, message: expect.stringContaining('surrogate') as string })]);
});

it('a character outside the basic plane is taken', async () => {
  const value = { name: '\u{1f600}' };
  expect(await pipe.transform(value, { type: 'body', metatype: AddThing })).toEqual(value);
});

it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
  'a member that every object inherits is unknown: %s',
  async (name) => {
    const value = JSON.parse(`{"name":"a","${name}":{"prototype":{"x":1}}}`) as object;
    const { errors } = await refusalOf(value);
    expect(errors).toEqual([expect.objectContaining({ field: name, code: 'UNKNOWN_MEMBER' })]);
  },
);
