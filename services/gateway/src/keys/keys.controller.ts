import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
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
  @ApiOperation({ summary: 'Public keys of integration tokens' })
  keys(): PublicKeys {
    return this.settings.integrationTokenKeys;
  }
}
