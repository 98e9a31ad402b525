import { IssueTokenRequest, SUBJECTS, type TokenReply } from '@system-landscape/contracts';
import { administratorOf } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { IssueToken } from './issue-token.js';

@Controller()
export class IssueTokenController {
  constructor(@Inject(IssueToken) private readonly issueToken: IssueToken) {}

  @MessagePattern(SUBJECTS.tokenIssuance.issueToken)
  handle(@Payload() request: IssueTokenRequest): Promise<TokenReply> {
    return this.issueToken.execute(request, administratorOf(request.globalAccountId));
  }
}
