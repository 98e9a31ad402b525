import '@ui5/webcomponents-icons/dist/it-system.js';
import '@ui5/webcomponents-icons/dist/search.js';
import { Button } from '@ui5/webcomponents-react/Button';
import type { ReactNode } from 'react';
import { useNavigate } from 'react-router';
import type { System } from '../api/api-types.js';
import { EmptyState } from '../shell/empty-state.js';
import { useSession } from '../sign-in/session-context.js';
import { mayChangeSystems } from '../sign-in/user.js';
import { InfiniteTable } from '../tables/infinite-table.js';
import { useTexts } from '../texts/texts.js';
import type { SystemAction } from './system-actions.js';
import { isFiltered, type SystemFilter } from './system-filter.js';
import type { SystemsQuery } from './systems.queries.js';
import { useSystemColumns } from './use-system-columns.js';

/** The list of systems; without systems it says why. */
export function SystemsTable({
  query,
  filter,
  registerButton,
  onClearFilter,
  onAction,
}: {
  readonly query: SystemsQuery;
  readonly filter: SystemFilter;
  /** Shown while there are no systems at all. */
  readonly registerButton: ReactNode;
  readonly onClearFilter: () => void;
  readonly onAction: (action: SystemAction, system: System) => void;
}) {
  const t = useTexts();
  const navigate = useNavigate();
  return (
    <InfiniteTable
      // A new filter starts at the top of the list.
      key={JSON.stringify(filter)}
      label={t('systems.title')}
      columns={useSystemColumns(filter.sort, onAction)}
      query={query}
      keyOf={({ id }) => id}
      onRowClick={({ id }) => void navigate(`/systems/${id}`)}
      empty={isFiltered(filter) ? <NoMatch onClearFilter={onClearFilter} /> : <NoSystems>{registerButton}</NoSystems>}
    />
  );
}

function NoMatch({ onClearFilter }: { readonly onClearFilter: () => void }) {
  const t = useTexts();
  return (
    <EmptyState icon="search" title={t('systems.none-found')} help={t('systems.none-found-help')}>
      <Button onClick={onClearFilter}>{t('systems.clear-filters')}</Button>
    </EmptyState>
  );
}

function NoSystems({ children }: { readonly children: ReactNode }) {
  const t = useTexts();
  const mayChange = mayChangeSystems(useSession().user);
  return (
    <EmptyState
      icon="it-system"
      title={t('systems.none')}
      help={t(mayChange ? 'systems.none-help' : 'systems.none-viewer-help')}
    >
      {children}
    </EmptyState>
  );
}
