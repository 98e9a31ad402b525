import { DisplayTokenRequest, RPC, type WriteReply } from '@system-landscape/contracts';
import { administratorOf, RpcHandler } from '@system-landscape/messaging';
import { Controller } from '@nestjs/common';
import { PreviewDisplay } from './preview-display.js';

@Controller()
export class PreviewDisplayController {
  constructor(private readonly previewDisplay: PreviewDisplay) {}

  @RpcHandler(RPC.tokenIssuance.previewDisplay)
  handle(request: DisplayTokenRequest): Promise<WriteReply> {
    return this.previewDisplay.execute(request, administratorOf(request.globalAccountId));
  }
}
