import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '../authentication/allow.decorator.js';
import { GatewaySettings } from '../settings.js';
import type { PublicKeys } from './public-keys.js';

@ApiTags('keys')
@Controller('.well-known')
export class KeysController {
  constructor(private readonly settings: GatewaySettings) {}

  @Get('jwks.json')
  @Public()
  @Header('cache-control', 'public, max-age=300')
  @ApiOkResponse({
    description: 'A JWK Set (RFC 7517)',
    schema: {
      type: 'object',
      required: ['keys'],
      properties: { keys: { type: 'array', items: { type: 'object', additionalProperties: true } } },
    },
  })
  @ApiOperation({ operationId: 'getIntegrationTokenKeys', summary: 'Public keys of integration tokens' })
  keys(): PublicKeys {
    return this.settings.integrationTokenKeys;
  }
}
