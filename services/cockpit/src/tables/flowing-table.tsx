import { Table } from '@ui5/webcomponents-react/Table';
import { TableRow } from '@ui5/webcomponents-react/TableRow';
import type { ReactNode } from 'react';
import { cellsOf, headingsOf, type Column } from './column.js';

/** A table of few rows, each as high as its content; on a narrow screen columns move below their row. */
export function FlowingTable<Row>({
  label,
  columns,
  rows,
  keyOf,
}: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}): ReactNode {
  return (
    <Table accessibleName={label} overflowMode="Popin" headerRow={headingsOf(columns, '8rem')}>
      {rows.map((row) => (
        <TableRow key={keyOf(row)} rowKey={keyOf(row)}>
          {cellsOf(row, columns)}
        </TableRow>
      ))}
    </Table>
  );
}
