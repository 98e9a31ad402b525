// Generates the types of this package from the OpenAPI and AsyncAPI documents; --check only verifies that they are up to date.
import openapiTS, { astToString } from 'openapi-typescript';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const NOTE = '/* Made by generate.mjs (npm run documents): do not edit. */\n\n';

/** @param {string} path */
const read = (path) => JSON.parse(readFileSync(join(HERE, path), 'utf8'));

/** Types of the HTTP API, from the OpenAPI document of the gateway. */
async function httpApi() {
  return NOTE + astToString(await openapiTS(read('openapi.json')));
}

/** Types of the data of every public event, from the payloads in the AsyncAPI document. */
async function events() {
  const { channels, components } = read('../contracts/asyncapi.json');
  const messages = Object.values(channels).flatMap(({ messages: { event } }) => (event ? [event] : []));
  const schemas = Object.fromEntries(messages.map(({ name }) => [name, components.schemas[name]]));
  const types = messages.map(({ name, examples }) => `  ${name}: '${examples[0].headers['ce-type']}',\n`);
  const document = { openapi: '3.1.0', info: { title: 'Events', version: '1' }, paths: {}, components: { schemas } };
  return `${NOTE}/** CloudEvents type of every public event. */\nexport const EVENT_TYPES = {\n${types.join('')}} as const;\n\n${astToString(await openapiTS(document))}`;
}

const files = { 'src/generated/http-api.ts': await httpApi(), 'src/generated/events.ts': await events() };
let stale = false;
for (const [file, made] of Object.entries(files)) {
  const path = join(HERE, file);
  if (!process.argv.includes('--check')) writeFileSync(path, made);
  else if (readFileSync(path, 'utf8') !== made) {
    stale = true;
    process.stderr.write(`${file} is not up to date with the documents. Run: npm run documents\n`);
  }
}
process.exitCode = stale ? 1 : 0;
