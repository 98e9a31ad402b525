import type { Rpc } from '@system-landscape/contracts';
import { MessagePattern } from '@nestjs/microservices';

type Handler<Request, Reply> = (request: Request) => Reply | Promise<Reply>;

/**
 * Answers a declared message with a method of a message controller. The compiler checks the method's parameter and
 * result against the declaration; the request is validated with the declared class. A method without a parameter takes
 * any request.
 */
export function RpcHandler<Request extends object, Reply>(rpc: Rpc<Request, Reply>) {
  return <Method extends Handler<Request, Reply>>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    // The validation pipe reads the class from here. A type-only import would leave it out, and nothing would be checked.
    if (descriptor.value!.length > 0) Reflect.defineMetadata('design:paramtypes', [rpc.request], target, name);
    MessagePattern(rpc.subject)(target, name, descriptor);
  };
}
