import '@ui5/webcomponents-icons/dist/refresh.js';
import '@ui5/webcomponents-icons/dist/search.js';
import { Button } from '@ui5/webcomponents-react/Button';
import { Icon } from '@ui5/webcomponents-react/Icon';
import { Input } from '@ui5/webcomponents-react/Input';
import { Label } from '@ui5/webcomponents-react/Label';
import { Option } from '@ui5/webcomponents-react/Option';
import { Select } from '@ui5/webcomponents-react/Select';
import { useEffect, useMemo, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { problemOf } from '../platform/problem.js';
import type { System } from '../platform/platform.js';
import { EmptyState } from '../shell/empty-state.js';
import { useNarrow } from '../shell/narrow.js';
import { Loading, Page } from '../shell/page.js';
import { PathLink } from '../shell/path-link.js';
import { ProblemStrip } from '../shell/problem-strip.js';
import { mayChangeSystems } from '../sign-in/person.js';
import { useSession } from '../sign-in/session-context.js';
import { appearanceOf, LISTED } from '../status/system-status.js';
import { Status } from '../status/status.js';
import type { Column } from '../tables/column.js';
import { GrowingTable } from '../tables/growing-table.js';
import { useTexts } from '../texts/texts.js';
import { Moment } from '../time/moment.js';
import { ActionDialog } from './action-dialogs.js';
import { RegisterDialog } from './register-system/register-dialog.js';
import { SystemActionButtons } from './system-action-buttons.js';
import type { SystemAction } from './system-actions.js';
import { addressOf, filterIn, SORTS, type Sort, type SystemFilter } from './system-filter.js';
import { useSystems, useSystemTypes, useTypeLabel } from './systems.js';

const TYPING_MS = 300;

/** System Landscape > Systems (M-07). */
export default function SystemsPage() {
  const t = useTexts();
  const navigate = useNavigate();
  const [address, setAddress] = useSearchParams();
  const filter = useMemo(() => filterIn(address), [address]);
  const change = (part: Partial<SystemFilter>) => {
    // Not by what is drawn: what somebody has chosen while a search was waiting may be in the address and not drawn yet.
    const chosen = filterIn(new URLSearchParams(window.location.search));
    setAddress(addressOf({ ...chosen, ...part }), { replace: true });
  };
  const [clearings, setClearings] = useState(0);
  const clear = () => {
    change({ q: '', status: '', type: '' });
    setClearings(clearings + 1);
  };
  const mayChange = mayChangeSystems(useSession().person);
  const [isRegistering, setIsRegistering] = useState(false);
  const [acting, setActing] = useState<{ readonly action: SystemAction; readonly system: System }>();
  const systems = useSystems(filter);
  const rows = systems.data?.pages.flatMap(({ items }) => items) ?? [];
  const columns = useColumns(filter.sort, (action, system) => setActing({ action, system }));
  const isFiltered = filter.q !== '' || filter.status !== '' || filter.type !== '';

  const registerButton = mayChange && (
    <Button design="Emphasized" onClick={() => setIsRegistering(true)}>
      {t('register.title')}
    </Button>
  );
  return (
    <Page
      title={t('systems.title')}
      actions={
        <>
          {registerButton}
          <Button
            icon="refresh"
            design="Transparent"
            accessibleName={t('systems.refresh')}
            tooltip={t('systems.refresh')}
            onClick={() => void systems.refetch()}
          />
        </>
      }
      filters={<Filters key={clearings} filter={filter} change={change} />}
    >
      {systems.error && <ProblemStrip problem={problemOf(systems.error)} retry={() => void systems.refetch()} />}
      {systems.isPending ? (
        !systems.error && <Loading />
      ) : (
        <GrowingTable
          key={JSON.stringify(filter)}
          label={t('systems.title')}
          columns={columns}
          rows={rows}
          keyOf={({ id }) => id}
          open={({ id }) => void navigate(`/systems/${id}`)}
          isBusy={systems.isPlaceholderData}
          more={systems.hasNextPage && !systems.isFetchingNextPage ? () => void systems.fetchNextPage() : undefined}
          empty={
            isFiltered ? (
              <EmptyState icon="search" title={t('systems.none-found')} help={t('systems.none-found-help')}>
                <Button onClick={clear}>{t('systems.clear-filters')}</Button>
              </EmptyState>
            ) : (
              <EmptyState
                icon="it-system"
                title={t('systems.none')}
                help={t(mayChange ? 'systems.none-help' : 'systems.none-viewer-help')}
              >
                {registerButton}
              </EmptyState>
            )
          }
        />
      )}
      {isRegistering && <RegisterDialog close={() => setIsRegistering(false)} />}
      {acting && <ActionDialog {...acting} close={() => setActing(undefined)} />}
    </Page>
  );
}

function useColumns(sort: Sort, act: (action: SystemAction, system: System) => void): readonly Column<System>[] {
  const mayChange = mayChangeSystems(useSession().person);
  const t = useTexts();
  const isNarrow = useNarrow();
  const labelOf = useTypeLabel();
  const sorted = (by: string) => (sort === by ? 'Ascending' : sort === `-${by}` ? 'Descending' : undefined);
  const column = (id: string, by: string) => {
    const indicator = sorted(by);
    return { id, ...(indicator && ({ sorted: indicator } as const)) };
  };
  return [
    {
      ...column('name', 'name'),
      heading: t('systems.name'),
      cell: (system) => (
        <PathLink path={`/systems/${system.id}`} wraps={isNarrow}>
          {system.name}
        </PathLink>
      ),
    },
    { id: 'type', heading: t('systems.type'), cell: ({ type }) => labelOf(type), wideOnly: true, width: '12rem' },
    {
      id: 'status',
      heading: t('systems.status'),
      ...(isNarrow && { width: '8.5rem' }),
      cell: ({ status }) => <Status {...appearanceOf(status)} />,
    },
    {
      ...column('since', 'statusChangedAt'),
      heading: t('systems.since'),
      cell: ({ statusChangedAt }) => <Moment at={statusChangedAt} />,
      wideOnly: true,
      width: '11rem',
    },
    ...(mayChange
      ? [
          {
            id: 'actions',
            heading: t('systems.actions'),
            align: 'End',
            width: isNarrow ? '5rem' : '12rem',
            cell: (system) => <SystemActionButtons system={system} act={act} isNarrow={isNarrow} />,
          } satisfies Column<System>,
        ]
      : []),
  ];
}

function Filters({
  filter,
  change,
}: {
  readonly filter: SystemFilter;
  readonly change: (part: Partial<SystemFilter>) => void;
}) {
  const t = useTexts();
  const { data } = useSystemTypes();
  return (
    <>
      <Search text={filter.q} label={t('systems.search')} change={(q) => change({ q })} />
      <div className="filter">
        <Label for="filter-status">{t('systems.status')}</Label>
        <Select
          id="filter-status"
          value={filter.status}
          onChange={(event) => change({ status: event.detail.selectedOption.value as SystemFilter['status'] })}
        >
          <Option value="">{t('systems.any-status')}</Option>
          {LISTED.map((status) => (
            <Option key={status} value={status} icon={appearanceOf(status).icon}>
              {t(`status.${status}`)}
            </Option>
          ))}
        </Select>
      </div>
      <div className="filter">
        <Label for="filter-type">{t('systems.type')}</Label>
        <Select
          id="filter-type"
          value={filter.type}
          onChange={(event) => change({ type: event.detail.selectedOption.value ?? '' })}
        >
          <Option value="">{t('systems.any-type')}</Option>
          {data?.types.map(({ id, label }) => (
            <Option key={id} value={id}>
              {label}
            </Option>
          ))}
        </Select>
      </div>
      <div className="filter sort">
        <Label for="sort">{t('systems.sort')}</Label>
        <Select
          id="sort"
          value={filter.sort}
          onChange={(event) => change({ sort: event.detail.selectedOption.value as Sort })}
        >
          {SORTS.map((sort) => (
            <Option key={sort} value={sort}>
              {t(`sort.${sort}`)}
            </Option>
          ))}
        </Select>
      </div>
    </>
  );
}

/** Searches when the reader pauses. */
function Search({
  text,
  label,
  change,
}: {
  readonly text: string;
  readonly label: string;
  readonly change: (text: string) => void;
}) {
  const [typed, setTyped] = useState(text);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => change(typed), TYPING_MS);
    return () => clearTimeout(timer);
  });
  return (
    <div className="filter search">
      <Label for="search">{label}</Label>
      <Input
        id="search"
        type="Search"
        value={typed}
        showClearIcon
        onInput={(event) => setTyped(event.target.value)}
        icon={<Icon name="search" mode="Decorative" />}
      />
    </div>
  );
}
