// Generates pages of docs/ from the code: a page for each problem code, and one for each public event.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import prettier from 'prettier';
import { PROBLEM_GUIDE } from './problem-guide.mjs';

const require = createRequire(import.meta.url);
const {
  PROBLEMS,
  PUBLIC_EVENTS,
  PUBLIC_EVENT_NAMES,
  cloudEventTypeOf,
  dataSchemaOf,
} = require('@system-landscape/contracts');
/** A test of libs/contracts keeps it equal to the code. */
const asyncApi = JSON.parse(readFileSync(require.resolve('@system-landscape/contracts/asyncapi.json'), 'utf8'));

const GENERATED = '<!-- Generated from libs/contracts by `npm run documents`: do not edit. -->';
/** Headings of docs/domain.md, by the first letter of a rule's id. @type {Readonly<Record<string, string>>} */
const RULE_HEADINGS = { R: 'the-life-of-a-system-r', M: 'must-m', N: 'same-generation-n', X: 'later-generation-x' };
const ruleLinks = (/** @type {readonly string[]} */ rules) =>
  `Rules: ${rules.map((id) => `[${id}](../domain.md#${RULE_HEADINGS[id.charAt(0)]})`).join(', ')}.`;
const table = (/** @type {string[][]} */ ...rows) => rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
const json = (/** @type {unknown} */ value) => '```json\n' + JSON.stringify(value, null, 2) + '\n```';

/**
 * The text of each page by its path in the repository.
 * @returns {Promise<ReadonlyMap<string, string>>}
 * @throws Error when a problem code has no guide, or a guide no code
 */
export async function generatedPages() {
  const pages = [...problemPages(), ...eventPages()].map(async ([path, text]) => {
    const options = (await prettier.resolveConfig(path)) ?? {};
    return /** @type {const} */ ([path, await prettier.format(text, { ...options, parser: 'markdown' })]);
  });
  return new Map(await Promise.all(pages));
}

/** @returns {[path: string, text: string][]} */
function problemPages() {
  const codes = Object.keys(PROBLEMS);
  const missing = codes.filter((code) => !(code in PROBLEM_GUIDE));
  const extra = Object.keys(PROBLEM_GUIDE).filter((code) => !codes.includes(code));
  if (missing.length > 0) throw new Error(`test/documentation/problem-guide.mjs lacks ${missing.join(', ')}`);
  if (extra.length > 0)
    throw new Error(`test/documentation/problem-guide.mjs has codes that are none: ${extra.join(', ')}`);
  const index = `# Problems

${GENERATED}

Every error of the HTTP API is problem details (RFC 9457). Its \`type\` is \`urn:system-landscape:problem:<code>\`, its \`code\` leads to one of these pages. Over NATS the same codes come as \`{"error": {"code": …}}\`.

${table(['Code', 'Status', 'Title'], ['---', '---', '---'], ...codes.map((code) => [`[\`${code}\`](${code}.md)`, String(PROBLEMS[code].status), PROBLEMS[code].title]))}
`;
  return [['docs/problems/README.md', index], ...codes.map((code) => problemPage(code))];
}

/** @param {string} code @returns {[path: string, text: string]} */
function problemPage(code) {
  const { status, title } = PROBLEMS[code];
  const { when, then, rules = [] } = /** @type {import('./problem-guide.mjs').Guide} */ (PROBLEM_GUIDE[code]);
  return [
    `docs/problems/${code}.md`,
    `# ${code}

${GENERATED}

**${title}**, HTTP status ${status}, \`type\` \`urn:system-landscape:problem:${code}\`.

## When

${when}

## What to do

${then}

${rules.length > 0 ? ruleLinks(rules) : ''}

[All problems](README.md)
`,
  ];
}

/** @returns {[path: string, text: string][]} */
function eventPages() {
  const rows = PUBLIC_EVENT_NAMES.map((/** @type {string} */ name) => [
    `[\`${name}\`](${name}.md)`,
    PUBLIC_EVENTS[name].about,
    `v${PUBLIC_EVENTS[name].version}`,
    asyncApi.channels[name].summary,
  ]);
  const index = `# Public events

${GENERATED}

What other services may know leaves the platform as [CloudEvents 1.0](https://cloudevents.io): on the JetStream stream \`LANDSCAPE\`, one subject per event and system, and over HTTP as Server-Sent Events of an account. They are a published language of their own: the stored events may change behind them.

${table(['Event', 'About', 'Version', 'Meaning'], ['---', '---', '---', '---'], ...rows)}

## What holds for all of them

- **Attributes.** Over NATS the attributes are headers with the prefix \`ce-\` and the body is the data; over HTTP the whole CloudEvent is one JSON object. \`id\` identifies duplicates, \`position\` orders events and is where to resume, \`subject\` is the system or formation.
- **Order** is that of the log. An event may be delivered twice after a fault, with the same \`id\`.
- **Versions.** An event may gain members; ignore unknown ones. Anything else is a new version with a new \`type\`, and \`dataschema\` names the schema.
- **Subjects.** \`landscape.<globalAccountId>.system.<systemId>.<event>\` and \`landscape.<globalAccountId>.formation.<formationId>.<event>\`: \`landscape.ga-demo.system.>\` is everything about the systems of one account.
- **No secrets.** No event holds the text of an integration token, the raw answer of a tenant, or a note of an operator.

[Examples](../examples/README.md) follow, replay and consume them durably. [\`libs/api-client\`](../../libs/api-client/README.md) has their types.
`;
  return [['docs/events/README.md', index], ...PUBLIC_EVENT_NAMES.map(eventPage)];
}

/** @param {string} name @returns {[path: string, text: string]} */
function eventPage(name) {
  const { address, summary, messages } = asyncApi.channels[name];
  const { about, version } = PUBLIC_EVENTS[name];
  const data = messages.event.examples[0].payload;
  const cloudEvent = {
    specversion: '1.0',
    id: '0d9c1a52-7e34-5c18-b6a9-84f2d35c60be',
    source: `/global-accounts/${data.globalAccountId}`,
    type: cloudEventTypeOf(name),
    subject: data[`${about}Id`],
    time: '2026-01-05T10:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: dataSchemaOf(name),
    position: '4711',
    correlationid: 'c0ffee00-0000-4000-8000-000000000000',
    data,
  };
  return [
    `docs/events/${name}.md`,
    `# ${name}

${GENERATED}

${summary}.

${table(
  ['', ''],
  ['---', '---'],
  ['Type', `\`${cloudEventTypeOf(name)}\``],
  ['Versions', `${version} (current)`],
  ['About', `a ${about}; \`subject\` is its id`],
  ['NATS subject', `\`${address.replaceAll('{', '<').replaceAll('}', '>')}\``],
  ['Schema of the data', `\`${dataSchemaOf(name)}\``],
)}

## Example

${json(cloudEvent)}

## JSON Schema of the data

${json(asyncApi.components.schemas[name])}

[All events](README.md)
`,
  ];
}
