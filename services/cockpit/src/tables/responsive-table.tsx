import { Table } from '@ui5/webcomponents-react/Table';
import { TableRow } from '@ui5/webcomponents-react/TableRow';
import type { ReactNode } from 'react';
import { tableCells, tableHeader, type Column } from './column.js';

/** A table for few rows, which are as high as their content. On narrow screens columns pop in below their row. */
export function ResponsiveTable<Row>({
  label,
  columns,
  rows,
  keyOf,
  empty,
}: {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Shown in place of a table without rows. */
  readonly empty?: ReactNode;
}): ReactNode {
  if (rows.length === 0 && empty !== undefined) return empty;
  return (
    <Table accessibleName={label} overflowMode="Popin" headerRow={tableHeader(columns, '8rem')}>
      {rows.map((row) => (
        <TableRow key={keyOf(row)} rowKey={keyOf(row)}>
          {tableCells(row, columns)}
        </TableRow>
      ))}
    </Table>
  );
}
