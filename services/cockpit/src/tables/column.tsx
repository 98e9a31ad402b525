import { TableCell } from '@ui5/webcomponents-react/TableCell';
import { TableHeaderCell } from '@ui5/webcomponents-react/TableHeaderCell';
import { TableHeaderRow } from '@ui5/webcomponents-react/TableHeaderRow';
import type { ReactElement, ReactNode } from 'react';

export interface Column<Row> {
  readonly id: string;
  readonly heading: string;
  readonly width?: string;
  readonly align?: 'End';
  /** Left out on a phone. */
  readonly wideOnly?: boolean;
  readonly sorted?: 'Ascending' | 'Descending';
  readonly cell: (row: Row) => ReactNode;
}

/** @param minWidth of columns that share the room; with less a column moves below its row, where the table does so */
export function headingsOf<Row>(columns: readonly Column<Row>[], minWidth?: string): ReactElement {
  return (
    <TableHeaderRow sticky>
      {columns.map(({ id, heading, width, align, sorted }) => (
        <TableHeaderCell
          key={id}
          {...(minWidth !== undefined && { minWidth })}
          {...(width !== undefined && { width })}
          {...(align && { horizontalAlign: align })}
          sortIndicator={sorted ?? 'None'}
        >
          {heading}
        </TableHeaderCell>
      ))}
    </TableHeaderRow>
  );
}

/** What a row has in each of its columns. */
export function cellsOf<Row>(row: Row, columns: readonly Column<Row>[]): ReactNode {
  return columns.map(({ id, align, cell }) => (
    <TableCell key={id} {...(align && { horizontalAlign: align })}>
      {cell(row)}
    </TableCell>
  ));
}
