import { escapedHtml } from '@system-landscape/service-kit';

interface Message {
  readonly title?: string;
  readonly payload: { readonly $ref: string };
  readonly examples?: readonly { readonly headers: object; readonly payload: object }[];
}
interface Channel {
  readonly address: string;
  readonly summary?: string;
  readonly messages: Readonly<Record<string, Message>>;
}
export interface AsyncApi {
  readonly info: { readonly title: string; readonly description: string };
  readonly channels: Readonly<Record<string, Channel>>;
  readonly components: {
    readonly messageTraits: Readonly<Record<string, object>>;
    readonly schemas: Readonly<Record<string, object>>;
  };
}

/** The AsyncAPI document as plain HTML, without scripts and external resources. */
export function asyncApiPage(document: AsyncApi): string {
  const { info, channels, components } = document;
  const all = Object.entries(channels);
  const events = all.filter(([, { messages }]) => 'event' in messages);
  const requests = all.filter(([, { messages }]) => 'request' in messages);
  const json = (value: unknown) => `<pre>${escapedHtml(JSON.stringify(value, undefined, 2))}</pre>`;
  const schemaOf = ({ payload }: Message) => components.schemas[payload.$ref.split('/').at(-1)!];
  const eventSection = ([name, { address, summary, messages }]: [string, Channel]) => `
<section id="${escapedHtml(name)}">
<h3>${escapedHtml(name)}</h3>
<p>${escapedHtml(summary ?? '')}</p>
<p><code>${escapedHtml(address)}</code></p>
<details><summary>Data</summary>${json(schemaOf(messages['event']!))}</details>
<details><summary>Example</summary>${json(messages['event']!.examples?.[0])}</details>
</section>`;
  const requestSection = ([subject, { messages }]: [string, Channel]) => `
<section id="${escapedHtml(subject)}">
<h3><code>${escapedHtml(subject)}</code></h3>
<details><summary>Request</summary>${json(schemaOf(messages['request']!))}</details>
</section>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapedHtml(info.title)}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
pre { overflow-x: auto; background: #f5f6f7; padding: 0.5rem; }
h3 { margin-bottom: 0; }
</style>
</head>
<body>
<main>
<h1>${escapedHtml(info.title)}</h1>
<p>${escapedHtml(info.description)}</p>
<p><a href="/asyncapi.json">The AsyncAPI document</a> · <a href="/docs">The HTTP API</a></p>
<h2>Headers of events</h2>
<details><summary>CloudEvents attributes</summary>${json(components.messageTraits['CloudEvent'])}</details>
<h2>Events</h2>${events.map(eventSection).join('')}
<h2>Commands and queries</h2>${requests.map(requestSection).join('')}
</main>
</body>
</html>
`;
}
