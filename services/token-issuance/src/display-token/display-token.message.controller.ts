import { DisplayTokenRequest, RPC, type TokenReply } from '@system-landscape/contracts';
import { administratorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { DisplayToken } from './display-token.js';

@Controller()
export class DisplayTokenController {
  constructor(private readonly displayToken: DisplayToken) {}

  @RpcHandler(RPC.tokenIssuance.displayToken)
  handle(request: DisplayTokenRequest): Promise<TokenReply> {
    return this.displayToken.execute(request, administratorOf(request.globalAccountId));
  }
}
