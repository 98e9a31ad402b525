import { join } from 'node:path';
import ts from 'typescript';

/** The parts of a JSON Schema that a reply has. */
export interface ReplySchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, ReplySchema>>;
  readonly items?: ReplySchema;
  readonly anyOf?: readonly ReplySchema[];
}

/** What else crosses a border of the platform as a type alone: the signal of the read model, refusals, calls of tenants. */
const NAMED = [
  ...['ProjectionCommitted', 'RpcErrorBody'],
  ...['PerformStepRequest', 'StepCompleted', 'StepAccepted', 'StepProgress', 'StepCallback'],
];

/**
 * JSON Schemas of the replies of all messages between services, by group and name (`tokenIssuance.registerSystem`), and of the
 * named types. They are declared as types alone, so the schemas are made from the declaration files.
 * @param root a checkout that is built
 */
export function replySchemas(root: string): Record<string, ReplySchema> {
  const file = join(root, 'libs/contracts/dist/index.d.ts');
  const program = ts.createProgram([file], {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    skipLibCheck: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)!)!);
  const rpc = checker.getTypeOfSymbol(exported.find(({ name }) => name === 'RPC')!);
  const membersOf = (type: ts.Type) =>
    checker.getPropertiesOfType(type).map((member) => [member.name, checker.getTypeOfSymbol(member)] as const);
  const replies = membersOf(rpc).flatMap(([group, messages]) =>
    membersOf(messages).map(([name, message]) => {
      const [, reply] = membersOf(message).find(([member]) => member === 'reply')!;
      const [, type] = membersOf(reply).find(([member]) => member === 'type')!;
      return [`${group}.${name}`, schemaOf(checker.getNonNullableType(type), checker)] as const;
    }),
  );
  const named = NAMED.map((name) => {
    const symbol = exported.find((each) => each.name === name)!;
    return [name, schemaOf(checker.getDeclaredTypeOfSymbol(symbol), checker)] as const;
  });
  return Object.fromEntries([...replies, ...named]);
}

function schemaOf(type: ts.Type, checker: ts.TypeChecker, within: readonly ts.Type[] = []): ReplySchema {
  const of = (inner: ts.Type) => schemaOf(inner, checker, [...within, type]);
  const { flags } = type;
  if (flags & ts.TypeFlags.BooleanLike) return { type: 'boolean' };
  if (flags & ts.TypeFlags.Null) return { type: 'null' };
  if (type.isStringLiteral()) return { type: 'string', enum: [type.value] };
  if (flags & ts.TypeFlags.StringLike) return { type: 'string' };
  if (flags & ts.TypeFlags.NumberLike) return { type: 'number' };
  if (type.isUnion()) return alternativesOf(type, of);
  if (checker.isArrayLikeType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference);
    return { type: 'array', items: item ? of(item) : {} };
  }
  // What any value is, and what contains itself.
  if (!(flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) || within.includes(type)) return {};
  const members = checker.getPropertiesOfType(type);
  return {
    type: 'object',
    properties: Object.fromEntries(members.map((member) => [member.name, of(checker.getTypeOfSymbol(member))])),
    required: members.filter((member) => !(member.flags & ts.SymbolFlags.Optional)).map(({ name }) => name),
  };
}

/** Texts that are named are one alternative; `undefined` is a member that may be absent. */
function alternativesOf(union: ts.UnionType, of: (inner: ts.Type) => ReplySchema): ReplySchema {
  const parts = union.types.filter(({ flags }) => !(flags & ts.TypeFlags.Undefined));
  const texts = parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
  const others = parts.filter((part) => !part.isStringLiteral()).map(of);
  const all = [...(texts.length > 0 ? [{ type: 'string', enum: texts.sort() }] : []), ...others];
  const distinct = [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
  return distinct.length === 1 ? distinct[0]! : { anyOf: distinct };
}
