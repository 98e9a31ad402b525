import { Controller, Get, Header, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../authentication/allow.decorator.js';
import { headerOf, pathOf, type GatewayReply, type GatewayRequest } from '../http/http.js';
import { notFound, problem } from '../problems/problem.js';
import { GatewaySettings } from '../settings.js';
import { Cockpit } from './cockpit.js';

/** Serves the cockpit's HTML document at all of its paths, and its sign-in settings. */
@ApiExcludeController()
@Controller()
export class CockpitController {
  constructor(
    private readonly cockpit: Cockpit,
    private readonly settings: GatewaySettings,
  ) {}

  @Get('cockpit/settings.json')
  @Public()
  @Header('cache-control', 'no-cache')
  signIn() {
    const { oidcIssuer, cockpitClientId, cockpitResource } = this.settings;
    return { issuer: oidcIssuer, clientId: cockpitClientId, resource: cockpitResource };
  }

  @Get(['/', '*'])
  @Public()
  page(@Req() request: GatewayRequest, @Res() reply: GatewayReply): void {
    const path = pathOf(request);
    const { document, headers } = this.cockpit;
    if (path !== '/' && !this.cockpit.hasPage(path, headerOf(request, 'accept'))) throw notFound();
    if (document === undefined) {
      throw problem(
        'NOT_FOUND',
        'The cockpit is not built. Run `npm run build`, name its folder services/cockpit/dist/app in COCKPIT_FOLDER and start the gateway again. The API is described at /docs.',
      );
    }
    for (const [name, value] of Object.entries(headers)) reply.header(name, value);
    reply.send(document);
  }
}
