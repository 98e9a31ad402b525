import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { readFileSync } from 'node:fs';
import { Public } from '../authentication/allow.decorator.js';
import { asyncApiPage, type AsyncApi } from './asyncapi.page.js';

/** Generated from the contracts and stored with them. */
const DOCUMENT = JSON.parse(
  readFileSync(require.resolve('@system-landscape/contracts/asyncapi.json'), 'utf8'),
) as AsyncApi;
const PAGE = asyncApiPage(DOCUMENT);

/** Serves the AsyncAPI document of NATS, as JSON and as a page. */
@ApiExcludeController()
@Controller()
export class AsyncApiController {
  @Get('asyncapi.json')
  @Public()
  @Header('cache-control', 'public, max-age=300')
  document(): AsyncApi {
    return DOCUMENT;
  }

  @Get('docs/events')
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'public, max-age=300')
  page(): string {
    return PAGE;
  }
}
