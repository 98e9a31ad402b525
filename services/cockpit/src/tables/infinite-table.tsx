import { Table } from '@ui5/webcomponents-react/Table';
import { TableRow } from '@ui5/webcomponents-react/TableRow';
import { TableVirtualizer } from '@ui5/webcomponents-react/TableVirtualizer';
import { useState, type ReactNode } from 'react';
import { useNarrowScreen } from '../shell/narrow-screen.js';
import { tableCells, tableHeader, type Column } from './column.js';

/** Pixels. The virtualizer needs rows of one height. */
const ROW_HEIGHT = 56;
/** Rows rendered above and below the visible ones. */
const OVERSCAN = 10;
/** Rows rendered until the table reports which are visible; more would only delay the first render. */
const INITIAL_RANGE = { first: 0, last: 10 };
/** The next page is fetched when fewer rows than this are left below the visible ones. */
const PREFETCH_ROWS = 60;

/** The part of an infinite query's result that the table needs. */
interface PagedQuery<Row> {
  readonly data: { readonly pages: readonly { readonly items: readonly Row[] }[] } | undefined;
  readonly isPlaceholderData: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** A virtualized table of an infinite query: renders the rows in view, and fetches more pages on scrolling. */
export function InfiniteTable<Row>({
  label,
  columns: allColumns,
  query,
  keyOf,
  onRowClick,
  empty,
}: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly query: PagedQuery<Row>;
  readonly keyOf: (row: Row) => string;
  /** Called for Enter on a row, and for a click outside of its links and buttons. */
  readonly onRowClick?: (row: Row) => void;
  /** Shown in place of a table without rows. */
  readonly empty: ReactNode;
}) {
  const [range, setRange] = useState(INITIAL_RANGE);
  const isNarrow = useNarrowScreen();
  const columns = isNarrow ? allColumns.filter(({ wideOnly }) => wideOnly !== true) : allColumns;
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  if (rows.length === 0) return <>{empty}</>;

  const start = Math.max(0, Math.min(range.first, rows.length - 1) - OVERSCAN);
  const rendered = rows.slice(start, range === INITIAL_RANGE ? range.last : range.last + OVERSCAN);
  const onRangeChange = ({ first, last }: typeof INITIAL_RANGE) => {
    setRange({ first, last });
    const isNearEnd = last + PREFETCH_ROWS > rows.length;
    if (isNearEnd && query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  return (
    <div className="table-frame">
      <Table
        accessibleName={label}
        overflowMode="Scroll"
        loading={query.isPlaceholderData}
        onRowClick={(event) => {
          const clicked = rows.find((row) => keyOf(row) === event.detail.row.rowKey);
          if (clicked !== undefined) onRowClick?.(clicked);
        }}
        features={
          <TableVirtualizer
            rowHeight={ROW_HEIGHT}
            rowCount={rows.length}
            onRangeChange={(event) => onRangeChange(event.detail)}
          />
        }
        headerRow={tableHeader(columns)}
      >
        {rendered.map((row, index) => (
          <TableRow
            key={keyOf(row)}
            rowKey={keyOf(row)}
            position={start + index}
            interactive={onRowClick !== undefined}
            className="table-row"
          >
            {tableCells(row, columns)}
          </TableRow>
        ))}
      </Table>
    </div>
  );
}
