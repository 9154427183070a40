import { applyDecorators, type INestApplication } from '@nestjs/common';
import { ApiResponse, DocumentBuilder, getSchemaPath, SwaggerModule } from '@nestjs/swagger';
import { VERSION } from '../process/version.js';
import { type ProblemCode, PROBLEMS } from './problem.catalogue.js';
import { ProblemDto } from './problem.dto.js';

/** What every call can answer with. */
const EVERYWHERE = [
  'unauthorized',
  'cross_origin',
  'not_acceptable',
  'host_not_allowed',
  'internal_error',
] as const satisfies ProblemCode[];

/** Documents which problems a call can answer with. */
export function ApiProblems(...codes: ProblemCode[]): MethodDecorator {
  const byStatus = Map.groupBy([...codes, ...EVERYWHERE], (code) => PROBLEMS[code].status);
  return applyDecorators(
    ...[...byStatus].map(([status, sameStatus]) =>
      ApiResponse({
        status,
        description: sameStatus.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join('\n\n'),
        content: {
          'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } },
        },
      }),
    ),
  );
}

/** Serves the OpenAPI document at /docs-json and Swagger UI at /docs. */
export function serveOpenApi(app: INestApplication): void {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('OpenClaw V2')
    .setDescription('Submit a task to OpenClaw, get an id at once, fetch the result later.')
    .setVersion(VERSION)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addBearerAuth(
      { type: 'http', description: 'A secret of API_KEYS, where keys are set.' },
      'key',
    )
    .addSecurityRequirements('key')
    .build();
  SwaggerModule.setup(
    'docs',
    app,
    () => SwaggerModule.createDocument(app, config, { extraModels: [ProblemDto] }),
    { jsonDocumentUrl: 'docs-json', customSiteTitle: 'OpenClaw V2' },
  );
}
