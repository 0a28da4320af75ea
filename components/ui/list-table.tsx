import type { ReactNode } from "react";

interface ListTableProps {
  /** Accessible name. */
  label: string;
  columns: string[];
  rows: { key: string; cells: ReactNode[] }[];
  /** Many columns: long words break rather than push the others out. */
  dense?: boolean;
}

/** A dense table; on a phone each row is a block of labelled values. */
export function ListTable({ label, columns, rows, dense }: ListTableProps) {
  return (
    <table className={dense ? "list dense" : "list"} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            {columns.map((column, at) => (
              <td key={column} data-label={column}>
                {row.cells[at]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
