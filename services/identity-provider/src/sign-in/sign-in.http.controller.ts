import { Body, Controller, Get, Header, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Provider, { errors } from 'oidc-provider';
import { refusalPage, signInPage } from '../pages/pages.js';
import { IdentityProviderSettings } from '../settings.js';

/** The sign-in page of an interaction, and its form. */
@Controller('sign-in/:interaction')
export class SignInController {
  constructor(
    private readonly provider: Provider,
    private readonly settings: IdentityProviderSettings,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  async page(@Param('interaction') interaction: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const interactionDetails = await this.ifInteractionExists(() =>
      this.provider.interactionDetails(request.raw, reply.raw),
    );
    if (!interactionDetails) return this.refuse(reply, 'This sign-in has expired. Begin it again in the cockpit.');
    return reply.type('text/html; charset=utf-8').send(signInPage(interaction, this.settings.users));
  }

  @Post()
  @Header('cache-control', 'no-store')
  async signIn(
    @Body() form: { person?: unknown } | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const user = this.settings.users.find(({ id }) => id === form?.person);
    if (!user) return this.refuse(reply, 'There is no such person. Choose one of those on the page.');
    const login = { accountId: user.id };
    const next = await this.ifInteractionExists(() =>
      this.provider.interactionResult(request.raw, reply.raw, { login }),
    );
    if (next === undefined) return this.refuse(reply, 'This sign-in has expired. Begin it again in the cockpit.');
    return reply.redirect(next, 303);
  }

  private refuse(reply: FastifyReply, reason: string): FastifyReply {
    const page = refusalPage(reason, this.settings.cockpitOrigin);
    return reply.code(400).type('text/html; charset=utf-8').send(page);
  }

  /** @returns undefined when the interaction does not exist, has expired, or belongs to another browser */
  private async ifInteractionExists<T>(action: () => Promise<T>): Promise<T | undefined> {
    try {
      return await action();
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return undefined;
      throw error;
    }
  }
}
