import type { LandscapeEvent } from '@system-landscape/api-client';
import { Section } from '../shell/section.js';
import type { Column } from '../tables/column.js';
import { ResponsiveTable } from '../tables/responsive-table.js';
import { useTexts } from '../texts/texts.js';
import { DateTime } from '../time/date-time.js';
import { useNewestEvents } from './operations.queries.js';

/** The live events of all accounts, newest first. */
export function EventFeed() {
  const t = useTexts();
  const columns: readonly Column<LandscapeEvent>[] = [
    { id: 'time', heading: t('platform.event-time'), cell: ({ time }) => <DateTime at={time} /> },
    { id: 'name', heading: t('platform.event'), cell: ({ type }) => type.split('.').at(-2) ?? type },
    { id: 'account', heading: t('extensions.account'), cell: ({ data }) => data.globalAccountId },
    { id: 'subject', heading: t('platform.event-subject'), cell: ({ subject }) => subject },
    { id: 'position', heading: t('platform.position'), align: 'End', cell: ({ position }) => position },
  ];
  return (
    <Section title={t('platform.events')}>
      <ResponsiveTable
        label={t('platform.events')}
        columns={columns}
        rows={useNewestEvents()}
        keyOf={({ id }) => id}
        empty={<p>{t('platform.no-events')}</p>}
      />
    </Section>
  );
}
