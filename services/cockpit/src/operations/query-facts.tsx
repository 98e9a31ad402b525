import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { QueryStatus } from '../shell/query-status.js';
import { Section } from '../shell/section.js';

/** A section with the data of a query as a description list. */
export function QueryFacts<Data>({
  title,
  query,
  children,
}: {
  readonly title: string;
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
}) {
  return (
    <Section title={title}>
      <QueryStatus query={query} />
      {query.data && <dl className="facts">{children(query.data)}</dl>}
    </Section>
  );
}
