import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

/** Serves `/openapi.json` and Swagger UI at `/docs`, generated from the controllers. */
export function serveOpenApi(app: INestApplication, publicUrl: string): void {
  SwaggerModule.setup('docs', app, () => documentOf(app, publicUrl), { jsonDocumentUrl: 'openapi.json' });
}

function documentOf(app: INestApplication, publicUrl: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('System Landscape')
    .setDescription(
      'Errors are problem details (RFC 9457) with a `code`. [Events and what else is on NATS](/docs/events)',
    )
    .setVersion('1')
    .addServer(publicUrl)
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, config);
}
