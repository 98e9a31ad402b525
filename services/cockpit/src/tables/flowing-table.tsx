import { Table } from '@ui5/webcomponents-react/Table';
import { TableHeaderCell } from '@ui5/webcomponents-react/TableHeaderCell';
import { TableHeaderRow } from '@ui5/webcomponents-react/TableHeaderRow';
import { TableRow } from '@ui5/webcomponents-react/TableRow';
import type { ReactNode } from 'react';
import { cellsOf, type Column } from './column.js';

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
    <Table
      accessibleName={label}
      overflowMode="Popin"
      headerRow={
        <TableHeaderRow sticky>
          {columns.map(({ id, heading, width, align }) => (
            <TableHeaderCell
              key={id}
              minWidth="8rem"
              {...(width !== undefined && { width })}
              {...(align && { horizontalAlign: align })}
            >
              {heading}
            </TableHeaderCell>
          ))}
        </TableHeaderRow>
      }
    >
      {rows.map((row) => (
        <TableRow key={keyOf(row)} rowKey={keyOf(row)}>
          {cellsOf(row, columns)}
        </TableRow>
      ))}
    </Table>
  );
}
