import { TableCell } from '@ui5/webcomponents-react/TableCell';
import { TableHeaderCell } from '@ui5/webcomponents-react/TableHeaderCell';
import { TableHeaderRow } from '@ui5/webcomponents-react/TableHeaderRow';
import type { ReactElement, ReactNode } from 'react';

export interface Column<Row> {
  readonly id: string;
  readonly heading: string;
  readonly width?: string;
  readonly align?: 'End';
  /** Hidden on narrow screens. */
  readonly wideOnly?: boolean;
  readonly sorted?: 'Ascending' | 'Descending';
  readonly cell: (row: Row) => ReactNode;
}

/**
 * The header row of a table. A function and not a component: UI5's table needs its header element itself.
 * @param minWidth of columns without a width of their own; below it a table with pop-ins moves the column below its row
 */
export function tableHeader<Row>(columns: readonly Column<Row>[], minWidth?: string): ReactElement {
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

/** The cells of one row. */
export function tableCells<Row>(row: Row, columns: readonly Column<Row>[]): ReactNode {
  return columns.map(({ id, align, cell }) => (
    <TableCell key={id} {...(align && { horizontalAlign: align })}>
      {cell(row)}
    </TableCell>
  ));
}
