import { Table } from '@ui5/webcomponents-react/Table';
import { TableRow } from '@ui5/webcomponents-react/TableRow';
import { TableVirtualizer } from '@ui5/webcomponents-react/TableVirtualizer';
import { useState, type ReactNode } from 'react';
import { useNarrow } from '../shell/narrow.js';
import { cellsOf, headingsOf, type Column } from './column.js';

const ROW_HEIGHT = 56;
/** Rows in the document: more than any screen shows, and few enough for any number of rows to stay smooth. */
const RENDERED = 60;
const RENDERED_ABOVE = 10;
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
  const [first, setFirst] = useState(0);
  const isNarrow = useNarrow();
  const columns = isNarrow ? allColumns.filter(({ wideOnly }) => wideOnly !== true) : allColumns;
  if (rows.length === 0) return <>{empty}</>;

  const from = Math.max(0, Math.min(first, rows.length - 1) - RENDERED_ABOVE);
  const rendered = rows.slice(from, from + RENDERED);
  const reach = (position: number) => {
    setFirst(position);
    if (position + RENDERED + FETCH_AHEAD > rows.length) more?.();
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
            onRangeChange={(event) => reach(event.detail.first)}
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
