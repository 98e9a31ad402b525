import { Table } from '@ui5/webcomponents-react/Table';
import { TableRow } from '@ui5/webcomponents-react/TableRow';
import { TableVirtualizer } from '@ui5/webcomponents-react/TableVirtualizer';
import { useState, type ReactNode } from 'react';
import { useNarrow } from '../shell/narrow.js';
import { cellsOf, headingsOf, type Column } from './column.js';

const ROW_HEIGHT = 56;
/** Rows in the document above and below those in sight: few enough for any number of rows to stay smooth. */
const BESIDE_SIGHT = 10;
/** What is drawn first, until the table has told what is in sight: no more than fits, so that it is there soon. */
const FIRST_SIGHT = { first: 0, last: 10 };
/** More rows are fetched when so few are left below. */
const FETCH_AHEAD = 60;

/** A table of any number of rows: it holds what is in sight, and fetches more towards the end. */
export function GrowingTable<Row>({
  label,
  columns: allColumns,
  rows,
  keyOf,
  open,
  isBusy = false,
  more,
  empty,
}: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Opens what a row is about: by Enter, or by a click beside its links and buttons. */
  readonly open?: (row: Row) => void;
  /** These rows are not yet those that were asked for. */
  readonly isBusy?: boolean;
  /** Fetches the next rows; undefined when all are here. */
  readonly more: (() => void) | undefined;
  readonly empty: ReactNode;
}) {
  const [sight, setSight] = useState(FIRST_SIGHT);
  const isNarrow = useNarrow();
  const columns = isNarrow ? allColumns.filter(({ wideOnly }) => wideOnly !== true) : allColumns;
  if (rows.length === 0) return <>{empty}</>;

  const from = Math.max(0, Math.min(sight.first, rows.length - 1) - BESIDE_SIGHT);
  const rendered = rows.slice(from, sight === FIRST_SIGHT ? sight.last : sight.last + BESIDE_SIGHT);
  const see = ({ first, last }: typeof FIRST_SIGHT) => {
    setSight({ first, last });
    if (last + FETCH_AHEAD > rows.length) more?.();
  };
  return (
    <div className="table-frame">
      <Table
        accessibleName={label}
        overflowMode="Scroll"
        loading={isBusy}
        onRowClick={(event) => {
          const opened = rows.find((row) => keyOf(row) === event.detail.row.rowKey);
          if (opened !== undefined) open?.(opened);
        }}
        features={
          <TableVirtualizer
            rowHeight={ROW_HEIGHT}
            rowCount={rows.length}
            onRangeChange={(event) => see(event.detail)}
          />
        }
        headerRow={headingsOf(columns)}
      >
        {rendered.map((row, index) => (
          <TableRow
            key={keyOf(row)}
            rowKey={keyOf(row)}
            position={from + index}
            interactive={open !== undefined}
            className="table-row"
          >
            {cellsOf(row, columns)}
          </TableRow>
        ))}
      </Table>
    </div>
  );
}
