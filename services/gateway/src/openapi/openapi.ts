import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ROLES } from '../authentication/allow.decorator.js';
import { ProblemShape } from '../problems/problem.shape.js';
import type { Operation, Parameter, PathItem } from './document-types.js';
import { exampleOf } from './examples.js';
import { withNull } from './null-types.js';
import { problemExamples, withProblems } from './problem-answers.js';

const METHODS = ['get', 'post', 'put', 'delete'] as const;

const TAGS = {
  systems: 'Systems of a global account: add, find, read, cancel',
  'integration tokens': 'The one-time token that the administrator of the system’s tenant redeems',
  deregistration: 'Taking a Registered system out of the account',
  formations: 'Groups of systems that work together',
  'entitlement configurations': 'Service plans that are assigned for a system to a subaccount',
  extensions: 'The tenant side: redeem a token and follow the registration',
  callbacks: 'Tenants report how a step has ended that they had accepted',
  events: 'What has happened, live, as Server-Sent Events',
  'system types': 'The catalogue of what can be registered',
  operations: 'For operators of the platform, over all accounts',
  keys: 'Public keys, to verify integration tokens',
  health: 'For load balancers',
} as const;

const PATH_PARAMETERS: Readonly<Record<string, Pick<Parameter, 'description' | 'example'>>> = {
  ga: { description: 'Id of the global account', example: 'ga-demo' },
  id: {
    description: 'Id of the system or entitlement configuration',
    example: '7010f9af-2d60-5711-b333-6e78224de5c1-1',
  },
  systemId: { description: 'Id of the system', example: '7010f9af-2d60-5711-b333-6e78224de5c1-1' },
  formationId: { description: 'Id of the formation', example: 'b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8' },
  tenantId: { description: 'Id of the tenant', example: 'my300001' },
  extensionId: { description: 'Id of the extension', example: '7010f9af-2d60-5711-b333-6e78224de5c1-1-x1' },
  attempt: { description: 'Number of the attempt, from 1', example: '1' },
  step: { description: 'Name of the step', example: 'establish-trust' },
  stream: { description: 'Name of the stream', example: 'system-7010f9af-2d60-5711-b333-6e78224de5c1' },
  subscription: { description: 'Name of the subscription', example: 'registration' },
};

const STATUS = { type: 'object', required: ['status'], properties: { status: { type: 'string' } } };
const health = (operationId: string, summary: string, answers: Readonly<Record<string, string>>): PathItem => ({
  get: {
    ...{ operationId, summary, tags: ['health'], parameters: [] },
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, description]) => [
        status,
        { description, content: { 'application/json': { schema: STATUS } } },
      ]),
    ),
  },
});

/** The controller of all services serves them, which knows nothing of this document. */
const HEALTH = {
  '/health/live': health('isLive', 'Whether the process answers', { 200: 'It does' }),
  '/health/ready': health('isReady', 'Whether requests can be answered', { 200: 'They can', 503: 'They cannot' }),
};

/** Serves `/openapi.json` and Swagger UI at `/docs`, generated from the controllers. */
export function serveOpenApi(app: INestApplication, publicUrl: string): void {
  SwaggerModule.setup('docs', app, () => documentOf(app, publicUrl), { jsonDocumentUrl: 'openapi.json' });
}

function documentOf(app: INestApplication, publicUrl: string): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('System Landscape')
    .setDescription(
      'Errors are problem details (RFC 9457) with a `code`. [Events and what else is on NATS](/docs/events)',
    )
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer(publicUrl)
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'An access token of the configured OpenID provider; `docs/http-api.md` tells its claims and roles',
    });
  for (const [name, description] of Object.entries(TAGS)) builder.addTag(name, description);
  const document = withNull(SwaggerModule.createDocument(app, builder.build(), { extraModels: [ProblemShape] }));
  const paths = Object.fromEntries(
    Object.entries({ ...document.paths, ...HEALTH }).map(([path, item]) => [path, completed(item, document)]),
  );
  return { ...document, paths, components: { ...document.components, examples: problemExamples() } };
}

function completed(item: PathItem, document: OpenAPIObject): PathItem {
  const operations = METHODS.flatMap((method) => {
    const operation = item[method];
    return operation ? [[method, withExamples(withProblems(withCallers(withParameters(operation))), document)]] : [];
  });
  return { ...item, ...(Object.fromEntries(operations) as PathItem) };
}

function withParameters(operation: Operation): Operation {
  const parameters = ((operation.parameters ?? []) as Parameter[]).map((each) =>
    each.in === 'path' ? { ...each, ...PATH_PARAMETERS[each.name] } : each,
  );
  return { ...operation, parameters };
}

/** Says who may call it, with which kind of token. */
function withCallers(operation: Operation & { readonly [ROLES]?: readonly string[] }): Operation {
  const { [ROLES]: roles, description, security = [] } = operation;
  const named = roles?.map((role) => `\`${role}\``).join(', ');
  const callers = roles === undefined ? 'For everybody.' : `For ${named || 'whoever is signed in'}.`;
  return { ...operation, security, description: description === undefined ? callers : `${description} ${callers}` };
}

/** Each body and answer in JSON gets an example, made of those of its members. */
function withExamples(operation: Operation, document: OpenAPIObject): Operation {
  const contents = [operation.requestBody, ...Object.values(operation.responses)].flatMap((each) =>
    each && 'content' in each && each.content?.['application/json'] ? [each.content['application/json']] : [],
  );
  for (const content of contents) content.example = exampleOf(content.schema ?? {}, document);
  return operation;
}
