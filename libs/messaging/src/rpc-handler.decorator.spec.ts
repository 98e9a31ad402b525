import { EmptyRequest, defineRpc, replyOf } from '@system-landscape/contracts';
import { PATTERN_METADATA } from '@nestjs/microservices/constants';
import { RpcHandler } from './rpc-handler.decorator.js';

class GreetRequest {
  name!: string;
}
interface GreetReply {
  readonly greeting: string;
}
const greet = defineRpc('rpc.greeter.greet.v1', GreetRequest, replyOf<GreetReply>());
const list = defineRpc('rpc.greeter.list.v1', EmptyRequest, replyOf<readonly string[]>());

class Greeter {
  @RpcHandler(greet)
  greet({ name }: GreetRequest): Promise<GreetReply> {
    return Promise.resolve({ greeting: `Hello ${name}` });
  }

  // Its parameter names no class: TypeScript would emit `Object` for it.
  @RpcHandler(greet)
  greetAnything({ name }: { readonly name: string }): GreetReply {
    return { greeting: name };
  }

  @RpcHandler(list)
  list(): string[] {
    return [];
  }

  // @ts-expect-error The reply is not the declared one.
  @RpcHandler(greet)
  greetWithNumber({ name }: GreetRequest): { greeting: number } {
    return { greeting: name.length };
  }

  // @ts-expect-error The handler needs more than the request has.
  @RpcHandler(greet)
  greetByTitle({ title }: GreetRequest & { readonly title: string }): GreetReply {
    return { greeting: title };
  }
}

describe('a handler of a declared message', () => {
  const handler = (name: keyof Greeter) => Object.getOwnPropertyDescriptor(Greeter.prototype, name)!.value as object;

  it('answers its subject', () => {
    expect(Reflect.getMetadata(PATTERN_METADATA, handler('greet'))).toEqual([greet.subject]);
    expect(Reflect.getMetadata(PATTERN_METADATA, handler('list'))).toEqual([list.subject]);
  });

  it.each(['greet', 'greetAnything'] as const)(
    '%s gets requests that were validated with the declared class',
    (name) => {
      expect(Reflect.getMetadata('design:paramtypes', Greeter.prototype, name)).toEqual([GreetRequest]);
    },
  );

  it('without a parameter takes any request', () => {
    expect(Reflect.getMetadata('design:paramtypes', Greeter.prototype, 'list')).toEqual([]);
  });
});
