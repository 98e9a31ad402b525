import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../authentication/allow.decorator.js';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Register a system: the tenant's side</title>
</head>
<body>
<main>
<h1>Register a system: the tenant's side</h1>
<p>You have added a system and have its integration token. The administrator of the system's own tenant goes on:</p>
<ol>
<li>Hand the integration token to the administrator of the tenant, over a channel that you trust. It works once, and only until it expires.</li>
<li>The administrator signs in with the role <code>tenant-admin</code> and sends the token to <code>POST /v1/tenants/{tenantId}/extensions</code> as <code>{"integrationToken": "…"}</code>.</li>
<li>The answer names the extension. It is <code>ENABLING</code> while the registration runs, and <code>ENABLED</code> when it has ended well: the system is then Registered.</li>
<li>If it is <code>FAILED</code>, read the reason in <code>GET /v1/tenants/{tenantId}/extensions/{extensionId}</code>, delete the extension, and ask the account for a new integration token.</li>
</ol>
<h2>What the tenant's system checks</h2>
<p>The platform then calls the tenant. Before it acts, the tenant's system checks the access token of the call: signed by the OpenID provider with an asymmetric algorithm, not expired, for the audience <code>urn:system-landscape:tenant:{tenantId}</code> with its own id, role <code>landscape-platform</code>. It calls back with a token of its own, for the audience <code>system-landscape</code>, and only the platform that it knows. The tenant provisioning API describes the checks in detail.</p>
<p><a href="/docs">All calls in detail</a></p>
</main>
</body>
</html>
`;

/** The page that `nextStep` of an added system leads to (M-27). */
@ApiExcludeController()
@Controller('docs/tenant-side')
export class TenantProcedureController {
  @Get()
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'public, max-age=300')
  page(): string {
    return PAGE;
  }
}
