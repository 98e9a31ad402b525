import { TableCell } from '@ui5/webcomponents-react/TableCell';
import type { ReactNode } from 'react';

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

/** What a row has in each of its columns. */
export function cellsOf<Row>(row: Row, columns: readonly Column<Row>[]): ReactNode {
  return columns.map(({ id, align, cell }) => (
    <TableCell key={id} {...(align && { horizontalAlign: align })}>
      {cell(row)}
    </TableCell>
  ));
}
