import {
  FENCED_CODE,
  LANDSCAPE_PLATFORM_ROLE,
  PLATFORM_AUDIENCE,
  PROVISIONING_STEPS,
  TENANT_RESOURCE_TEMPLATE,
  TENANT_SYSTEM_ROLE,
} from './tenant-provisioning.js';

const ref = (name: string) => ({ $ref: `#/components/${name}` });
const json = (schema: string) => ({ 'application/json': { schema: ref(`schemas/${schema}`) } });
const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ref('schemas/Problem') } },
});

const stepAnswers = {
  '200': { description: 'Done. Further calls with the same key get the same answer.', content: json('Completed') },
  '202': {
    description: 'Accepted. The platform polls `Location` until the step has ended, unless the callback comes first.',
    headers: {
      Location: {
        required: true,
        description: 'Relative or absolute, on the origin of the tenant; the platform follows no other.',
        schema: { type: 'string', format: 'uri-reference' },
      },
      'Retry-After': ref('headers/RetryAfter'),
    },
    content: json('Accepted'),
  },
  '409': problem(
    `\`code\` \`${FENCED_CODE}\`: the tenant has seen a higher fencing number for this system, or has undone a step with the ` +
      'same number. Any other code: refused for good.',
  ),
  '429': {
    ...problem('Too many calls; the platform retries.'),
    headers: { 'Retry-After': ref('headers/RetryAfter') },
  },
  '4XX': problem('Refused for good. `detail` is shown to people as the reason.'),
  '5XX': problem('The platform retries, with exponential back-off.'),
};

const callParameters = [
  ref('parameters/IdempotencyKey'),
  ref('parameters/FencingNumber'),
  ref('parameters/CorrelationId'),
  ref('parameters/Traceparent'),
];

/**
 * The tenant provisioning API as OpenAPI 3.1: what a tenant implements so that a pairing can be registered and
 * deregistered. Its server URL is the platform's setting for that tenant.
 */
export const TENANT_PROVISIONING_OPENAPI = {
  openapi: '3.1.0',
  info: {
    title: 'Tenant provisioning API',
    version: '1.1.0',
    license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
    description: [
      'A registration performs four steps in the order of the list, a deregistration undoes them in reverse order.',
      '',
      '**Attempts and tries.** An attempt is one run of a registration or deregistration. Its number rises with every',
      'attempt for a system and is the fencing number: after a call with number *n* the tenant refuses all lower ones,',
      'also when work that it accepted under a lower number ends. Within one attempt an undo is final: a step that',
      'is performed with the same number later is refused as well. A try is one call; tries of one step share the key.',
      '',
      '**Idempotency.** Calls with the same method and `Idempotency-Key` have one effect. Undoing what was never',
      'performed is no error.',
      '',
      '**Answers.** At once (200), or 202 and later by polling `Location` or by callback; a late poll and a late callback',
      'do no harm. An answer that is not described here ends the attempt; operators see the raw answer.',
      '',
      '**Whom to trust.** Before it does anything, the tenant checks of the access token, in this order: (1) it is a JWT that',
      'one of the published keys of the OpenID provider has signed, with an asymmetric algorithm (never `none` or `HS…`);',
      '(2) `iss` is that provider; (3) `exp` has not passed, `nbf` has, with a leeway of seconds; (4) `aud` names this tenant,',
      `\`${TENANT_RESOURCE_TEMPLATE}\` with its own id; (5) \`roles\` contains \`${LANDSCAPE_PLATFORM_ROLE}\`; (6) \`tenant\`, where it is`,
      'there, is its own id; and of the request: (7) the origin of the callback URL (scheme, host and port, with no user in it)',
      'is that of the platform as the tenant has it configured, never one that it learns from a call.',
      '401 for 1 to 4 and 6, 403 for 5, 400 for 7. Check 4 is what keeps a token that another tenant has received from',
      'being replayed here; check 7 keeps a caller from having the tenant call other servers, with its token. The keys are read again every few minutes, and a key that is gone takes its tokens with it.',
      'The platform asks for such a token by client credentials, with `resource` (RFC 8707), per tenant, for minutes only.',
      '',
      '**Calling back.** The callback carries a token of the tenant, never the one that it received: audience',
      `\`${PLATFORM_AUDIENCE}\`, role \`${TENANT_SYSTEM_ROLE}\`, claim \`tenant\`. The platform takes it for the callbacks of that tenant`,
      'and for nothing else. It is sent to the platform that the tenant knows (check 7), and no redirect is followed.',
      '',
      '**Deadlines.** The platform waits 10 seconds for an answer and follows no redirect. Bodies are limited to 64 kB.',
    ].join('\n'),
  },
  servers: [
    {
      url: '{tenantBaseUrl}',
      variables: { tenantBaseUrl: { default: 'http://127.0.0.1:8092/tenants/my300001' } },
    },
  ],
  security: [{ platform: [] }],
  paths: {
    '/provisioning/v1/systems/{systemId}/steps/{step}': {
      parameters: [ref('parameters/SystemId'), ref('parameters/Step')],
      put: {
        operationId: 'performStep',
        summary: 'Perform a step',
        parameters: callParameters,
        requestBody: { required: true, content: json('PerformStep') },
        responses: stepAnswers,
        callbacks: {
          ended: {
            '{$request.body#/callbackUrl}': {
              post: {
                operationId: 'stepEnded',
                summary: 'An accepted step has ended',
                description: 'Optional for the tenant. On 429 and 5xx it retries; any other answer is final.',
                security: [{ tenant: [] }],
                requestBody: { required: true, content: json('Callback') },
                responses: {
                  '204': { description: 'Recorded; a repetition is accepted, too.' },
                  '4XX': problem('Refused for good: late, foreign or wrongly fenced.'),
                },
              },
            },
          },
        },
      },
      delete: {
        operationId: 'takeBackStep',
        summary: 'Undo a step',
        description: 'The end of accepted work is reported to `Callback-Url`, in the same way as that of `PUT`.',
        parameters: [...callParameters, ref('parameters/CallbackUrl')],
        responses: {
          ...stepAnswers,
          '404': problem('There is nothing to undo: the step is done.'),
          '410': problem('There is nothing to undo any more: the step is done.'),
        },
      },
    },
    '/provisioning/v1/operations/{operationId}': {
      get: {
        operationId: 'getOperation',
        summary: 'State of an accepted step',
        description: 'An example path: the platform polls the URL in `Location`.',
        parameters: [
          { name: 'operationId', in: 'path', required: true, schema: { type: 'string' } },
          ref('parameters/CorrelationId'),
          ref('parameters/Traceparent'),
        ],
        responses: {
          '200': {
            description: 'Still in progress, or its end.',
            headers: { 'Retry-After': ref('headers/RetryAfter') },
            content: json('Progress'),
          },
          '4XX': problem('Unknown, or refused for good.'),
          '5XX': problem('The platform retries.'),
        },
      },
    },
  },
  components: {
    securitySchemes: {
      platform: {
        type: 'oauth2',
        description:
          `Access token (JWT) of the platform for this tenant alone: audience \`${TENANT_RESOURCE_TEMPLATE}\`, claim ` +
          `\`roles\` contains \`${LANDSCAPE_PLATFORM_ROLE}\`. The tenant verifies it as described under *Whom to trust*.`,
        flows: { clientCredentials: { tokenUrl: 'http://127.0.0.1:8090/token', scopes: {} } },
      },
      tenant: {
        type: 'oauth2',
        description:
          `Access token (JWT) of the tenant: audience \`${PLATFORM_AUDIENCE}\`, claim \`roles\` contains ` +
          `\`${TENANT_SYSTEM_ROLE}\`, claim \`tenant\` is the tenant's id.`,
        flows: { clientCredentials: { tokenUrl: 'http://127.0.0.1:8090/token', scopes: {} } },
      },
    },
    parameters: {
      SystemId: { name: 'systemId', in: 'path', required: true, schema: { type: 'string', maxLength: 128 } },
      Step: { name: 'step', in: 'path', required: true, schema: { type: 'string', enum: [...PROVISIONING_STEPS] } },
      IdempotencyKey: {
        name: 'Idempotency-Key',
        in: 'header',
        required: true,
        description: '`<systemId>/<attempt>/<step>`',
        schema: { type: 'string', maxLength: 255 },
      },
      FencingNumber: {
        name: 'Fencing-Number',
        in: 'header',
        required: true,
        description: 'Number of the attempt.',
        schema: { type: 'integer', minimum: 1 },
      },
      CallbackUrl: {
        name: 'Callback-Url',
        in: 'header',
        required: true,
        description: 'The same as `callbackUrl` in the body of `PUT`.',
        schema: { type: 'string', format: 'uri' },
      },
      CorrelationId: { name: 'correlation-id', in: 'header', required: true, schema: { type: 'string' } },
      Traceparent: {
        name: 'traceparent',
        in: 'header',
        description: 'W3C trace context.',
        schema: { type: 'string' },
      },
    },
    headers: {
      RetryAfter: { description: 'Seconds.', schema: { type: 'integer', minimum: 0 } },
    },
    schemas: {
      PerformStep: {
        type: 'object',
        required: [
          'extensionId',
          'globalAccountId',
          'systemName',
          'systemType',
          'communicationScenarios',
          'callbackUrl',
        ],
        properties: {
          extensionId: { type: 'string' },
          globalAccountId: { type: 'string' },
          systemName: { type: 'string' },
          systemType: { type: 'string', examples: ['s4hana-cloud'] },
          communicationScenarios: { type: 'array', items: { type: 'string', examples: ['SAP_COM_0892'] } },
          callbackUrl: { type: 'string', format: 'uri' },
        },
      },
      Completed: {
        type: 'object',
        required: ['state', 'fencingNumber'],
        properties: { state: { const: 'COMPLETED' }, fencingNumber: ref('schemas/FencingNumber') },
      },
      Accepted: {
        type: 'object',
        required: ['state', 'fencingNumber'],
        properties: {
          state: { const: 'IN_PROGRESS' },
          fencingNumber: ref('schemas/FencingNumber'),
          retryAfter: ref('schemas/RetryAfter'),
        },
      },
      Progress: {
        type: 'object',
        required: ['state', 'fencingNumber'],
        properties: {
          state: { enum: ['IN_PROGRESS', 'COMPLETED', 'FAILED'] },
          fencingNumber: ref('schemas/FencingNumber'),
          reason: ref('schemas/Reason'),
          retryAfter: ref('schemas/RetryAfter'),
        },
      },
      Callback: {
        type: 'object',
        required: ['state', 'fencingNumber'],
        properties: {
          state: { enum: ['COMPLETED', 'FAILED'] },
          fencingNumber: ref('schemas/FencingNumber'),
          reason: ref('schemas/Reason'),
        },
      },
      FencingNumber: { type: 'integer', minimum: 1, description: 'That of the request.' },
      Reason: { type: 'string', description: "Why it failed, in the tenant's words; shown to people." },
      RetryAfter: {
        type: 'number',
        minimum: 0,
        description:
          'Seconds until the next poll should come; it comes later where the back-off between polls is longer.',
      },
      Problem: {
        type: 'object',
        description: 'RFC 9457.',
        properties: {
          type: { type: 'string', format: 'uri-reference' },
          title: { type: 'string' },
          status: { type: 'integer' },
          detail: { type: 'string', description: "The tenant's words; shown to people." },
          code: { type: 'string', examples: [FENCED_CODE] },
        },
      },
    },
  },
};
