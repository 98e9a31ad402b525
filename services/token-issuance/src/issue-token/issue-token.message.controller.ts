import { IssueTokenRequest, RPC, type TokenReply } from '@system-landscape/contracts';
import { administratorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { IssueToken } from './issue-token.js';

@Controller()
export class IssueTokenController {
  constructor(private readonly issueToken: IssueToken) {}

  @RpcHandler(RPC.tokenIssuance.issueToken)
  handle(request: IssueTokenRequest): Promise<TokenReply> {
    return this.issueToken.execute(request, administratorOf(request.globalAccountId));
  }
}
