import type { ReactNode } from "react";

interface ListTableProps {
  /** Accessible name. */
  label: string;
  columns: string[];
  rows: { key: string; cells: ReactNode[] }[];
  /** Many columns: long words break rather than push the others out. */
  dense?: boolean;
  /** The last column holds keys, which say what they do: its name is for who only hears the table. */
  keysLast?: boolean;
}

/** A dense table; on a phone each row is a block of labelled values. */
export function ListTable({ label, columns, rows, dense, keysLast }: ListTableProps) {
  const isKeys = (at: number) => keysLast === true && at === columns.length - 1;
  return (
    <table className={dense ? "list dense" : "list"} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column, at) => (
            <th key={column} scope="col">
              {isKeys(at) ? <span className="sr-only">{column}</span> : column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            {columns.map((column, at) => (
              <td
                key={column}
                className={isKeys(at) ? "list-keys" : undefined}
                data-label={isKeys(at) ? undefined : column}
              >
                {row.cells[at]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
