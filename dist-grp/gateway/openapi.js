import { applyDecorators } from '@nestjs/common';
import { ApiResponse, DocumentBuilder, getSchemaPath, SwaggerModule, } from '@nestjs/swagger';
import { VERSION } from '../process/version.js';
import { PROBLEM_CODES, PROBLEMS } from './problem.catalogue.js';
import { PROBLEM_MEDIA_TYPE } from './problem.js';
import { OpenAiErrorDto } from './openai/openai-error.dto.js';
import { ProblemDto } from './problem.dto.js';
const DESCRIPTION = `Submit a task to OpenClaw, get an id at once, fetch the result later.

Every error is a problem document (RFC 9457), or under /v1 one of OpenAI's form, with one of these codes:

| code | status | meaning |
| --- | --- | --- |
${PROBLEM_CODES.map((code) => `| \`${code}\` | ${PROBLEMS[code].status} | ${PROBLEMS[code].title} |`).join('\n')}
`;
/** What every call can answer with. */
const EVERYWHERE = [
    'unauthorized',
    'cross_origin',
    'host_not_allowed',
    'internal_error',
];
/** Documents which problems a call can answer with. */
export const ApiProblems = (...codes) => errorsOf(PROBLEM_MEDIA_TYPE, ProblemDto, ['not_acceptable', ...codes]);
/**
 * The same for a call that speaks as OpenAI does.
 * @param more what it can answer with besides: a status and when
 */
export const ApiOpenAiErrors = (codes, more = {}) => errorsOf('application/json', OpenAiErrorDto, codes, more);
function errorsOf(mediaType, dto, codes, more = {}) {
    const problems = [...codes, ...EVERYWHERE].map((code) => [
        PROBLEMS[code].status,
        `\`${code}\`: ${PROBLEMS[code].title}`,
    ]);
    const others = Object.entries(more).map(([status, when]) => [+status, when]);
    const byStatus = Map.groupBy([...problems, ...others], ([status]) => status);
    return applyDecorators(...[...byStatus].map(([status, all]) => ApiResponse({
        status,
        description: all.map(([, when]) => when).join('\n\n'),
        content: { [mediaType]: { schema: { $ref: getSchemaPath(dto) } } },
    })));
}
/** Serves the OpenAPI document at /docs-json and Swagger UI at /docs. */
export function serveOpenApi(app) {
    SwaggerModule.setup('docs', app, () => describeApi(app), {
        jsonDocumentUrl: 'docs-json',
        customSiteTitle: 'OpenClaw V2',
    });
}
function describeApi(app) {
    const config = new DocumentBuilder()
        .setOpenAPIVersion('3.1.0')
        .setTitle('OpenClaw V2')
        .setDescription(DESCRIPTION)
        .setVersion(VERSION)
        .setLicense('MIT', 'https://opensource.org/license/mit')
        .addServer('/')
        .addTag('tasks', 'Submit, see, cancel, retry and remove tasks')
        .addTag('openai', 'The same tasks for clients of the OpenAI API')
        .addTag('status', 'How the system is')
        .addTag('health', 'Probes for whoever keeps the process up')
        .addBearerAuth({ type: 'http', description: 'A secret of API_KEYS, where keys are set.' }, 'key')
        .addSecurityRequirements('key')
        .build();
    const document = SwaggerModule.createDocument(app, config, {
        extraModels: [ProblemDto, OpenAiErrorDto],
    });
    // What decorators of single fields cannot say.
    for (const name of ['CreateTaskDto', 'CreateResponseDto', 'CreateChatCompletionDto']) {
        const body = document.components?.schemas?.[name];
        if (!body || '$ref' in body)
            continue;
        body.additionalProperties = false;
        if (name !== 'CreateTaskDto')
            continue;
        body.oneOf = [{ required: ['content'] }, { required: ['messages'] }];
    }
    return refined(document);
}
/**
 * Says of types what TypeScript does not know: every number of this API is whole unless it is called a
 * `double`, and every text whose name ends in `_at` is a time.
 */
function refined(node, name = '') {
    if (Array.isArray(node))
        return node.map((each) => refined(each));
    if (typeof node !== 'object' || node === null)
        return node === 'number' ? 'integer' : node;
    const entries = Object.entries(node).map(([key, value]) => [key, refined(value, key)]);
    const copy = Object.fromEntries(entries);
    if (copy.format === 'double')
        copy.type = 'number';
    const isText = [copy.type].flat().includes('string');
    if (isText && name.endsWith('_at'))
        copy.format = 'date-time';
    return copy;
}
//# sourceMappingURL=openapi.js.map