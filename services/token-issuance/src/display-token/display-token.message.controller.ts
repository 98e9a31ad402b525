import { DisplayTokenRequest, SUBJECTS, type TokenReply } from '@system-landscape/contracts';
import { administratorOf } from '@system-landscape/messaging';
import { Controller, Inject } from '@nestjs/common';
import { MessagePattern, Payload } from '@nestjs/microservices';
import { DisplayToken } from './display-token.js';

@Controller()
export class DisplayTokenController {
  constructor(@Inject(DisplayToken) private readonly displayToken: DisplayToken) {}

  @MessagePattern(SUBJECTS.tokenIssuance.displayToken)
  handle(@Payload() request: DisplayTokenRequest): Promise<TokenReply> {
    return this.displayToken.execute(request, administratorOf(request.globalAccountId));
  }
}
