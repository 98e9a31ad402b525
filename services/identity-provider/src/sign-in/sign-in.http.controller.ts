import { Body, Controller, Get, Header, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Provider, { errors } from 'oidc-provider';
import { refusalPage, signInPage } from '../pages/pages.js';
import { IdentityProviderSettings } from '../settings.js';

/** The page that asks who signs in, and what a click on it does. */
@Controller('sign-in/:interaction')
export class SignInController {
  constructor(
    @Inject(Provider) private readonly provider: Provider,
    @Inject(IdentityProviderSettings) private readonly settings: IdentityProviderSettings,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  async page(@Param('interaction') interaction: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const known = await this.ifKnown(() => this.provider.interactionDetails(request.raw, reply.raw));
    if (!known) return this.refuse(reply, 'This sign-in has expired. Begin it again in the cockpit.');
    return reply.type('text/html; charset=utf-8').send(signInPage(interaction, this.settings.people));
  }

  @Post()
  @Header('cache-control', 'no-store')
  async signIn(
    @Body() form: { person?: unknown } | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const person = this.settings.people.find(({ id }) => id === form?.person);
    if (!person) return this.refuse(reply, 'There is no such person. Choose one of those on the page.');
    const login = { accountId: person.id };
    const next = await this.ifKnown(() => this.provider.interactionResult(request.raw, reply.raw, { login }));
    if (next === undefined) return this.refuse(reply, 'This sign-in has expired. Begin it again in the cockpit.');
    return reply.redirect(next, 303);
  }

  private refuse(reply: FastifyReply, reason: string): FastifyReply {
    const page = refusalPage(reason, this.settings.cockpitOrigin);
    return reply.code(400).type('text/html; charset=utf-8').send(page);
  }

  /** Undefined when there is no such sign-in, or it is another browser's. */
  private async ifKnown<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return undefined;
      throw error;
    }
  }
}
