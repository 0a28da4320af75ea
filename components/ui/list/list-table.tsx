import type { ReactNode } from "react";
import { Icon } from "../icon";
import { Link } from "../link";
import { ListBody } from "./list-body";
import "./list-table.css";

export interface Column {
  name: string;
  /** Of the table's width, on a desk. */
  percent?: 10 | 12 | 14 | 15 | 17 | 20 | 22 | 25 | 35;
  /** Of all its cells: where it is left out, say. */
  className?: string;
  /**
   * On a phone a row is some lines without names of columns: where the cell stands in them; without it, nowhere. `line`: it
   * has one for itself; `figure`: under its name, in one line with the row's other figures. Where no column says so, each
   * row is a block of labelled values.
   */
  phone?: "left" | "right" | "line" | "figure";
  /** In such a line: its name stands before the value, which says little without it. */
  labelled?: boolean;
  /** A number: on a desk its last digit stands under the others'. */
  numeric?: boolean;
  /** Sorts by it: the address that does, and how it is sorted now. */
  sort?: { href: string; order: "ascending" | "descending" | null };
  /** Before the name. */
  before?: ReactNode;
}

export interface ListRow {
  key: string;
  cells: ReactNode[];
  /** Hooks for checks. */
  data?: Record<`data-${string}`, string>;
}

export interface ListGroup {
  title: string;
  note?: ReactNode;
  /** On a desk, at the right of the name: what stands under the last columns, of all its rows. */
  sums?: ReactNode[];
  rows: ListRow[];
}

interface ListTableProps {
  /** Accessible name. */
  label: string;
  columns: (string | Column)[];
  rows?: ListRow[];
  /** In place of `rows`: each under a line with its name. */
  groups?: ListGroup[];
  /** As wide as its sheet; otherwise as the card around it. */
  wide?: boolean;
  /** Columns keep their widths whatever stands in them, and long texts are cut. */
  fixed?: boolean;
  /** The last column holds keys, which say what they do: its name is for who only hears the table. */
  keysLast?: boolean;
}

/** The one table. A row whose cells hold a `RowLink` is clickable as a whole. */
export function ListTable({ label, columns: given, rows = [], groups, ...look }: ListTableProps) {
  const columns = given.map((column): Column => (typeof column === "string" ? { name: column } : column));
  const isLines = columns.some(({ phone }) => phone);
  const names = [
    "list",
    look.wide && "list-wide sort-heads",
    look.fixed && "list-fixed",
    isLines && "list-lines",
  ];
  const isKeys = (at: number) => look.keysLast === true && at === columns.length - 1;
  const row = ({ key, cells, data }: ListRow) => (
    <tr key={key} {...data}>
      {columns.map(({ name, className, phone, labelled, numeric }, at) => (
        <td
          key={name}
          className={joined(className, numeric && "list-numeric", isKeys(at) && "list-keys")}
          data-label={isKeys(at) || (isLines && !labelled && phone !== "figure") ? undefined : name}
          data-phone={phone}
        >
          {cells[at]}
        </td>
      ))}
    </tr>
  );
  return (
    <table className={joined(...names)} aria-label={label}>
      <thead>
        <tr>
          {columns.map((column, at) => (
            <Head key={column.name} {...column} isHidden={isKeys(at)} />
          ))}
        </tr>
      </thead>
      {(groups ?? [{ title: "", rows } as ListGroup]).map((group) => (
        <ListBody key={group.title}>
          {group.title ? (
            <tr className="list-group">
              <th colSpan={columns.length - (group.sums?.length ?? 0)} scope="rowgroup">
                {group.title} {group.note ? <small className="ml-1 font-normal">{group.note}</small> : null}
              </th>
              {group.sums?.map((sum, at) => {
                const { name, numeric, className } =
                  columns[columns.length - (group.sums?.length ?? 0) + at] ?? {};
                return (
                  <td key={name} className={joined(className, numeric && "list-numeric")}>
                    {sum}
                  </td>
                );
              })}
            </tr>
          ) : null}
          {group.rows.map(row)}
        </ListBody>
      ))}
    </table>
  );
}

const joined = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(" ") || undefined;

function Head({ name, percent, className, numeric, sort, before, isHidden }: Column & { isHidden: boolean }) {
  const text = isHidden ? <span className="sr-only">{name}</span> : name;
  return (
    <th
      scope="col"
      className={joined(percent && `list-${percent}`, numeric && "list-numeric", className)}
      aria-sort={sort?.order ?? undefined}
    >
      {before}
      {sort ? (
        <Link href={sort.href} stay>
          {text}
          <Icon name="chevron-down" small />
        </Link>
      ) : (
        text
      )}
    </th>
  );
}

/** What a row is called, and where a click on it leads. */
export function RowLink({ href, label, children }: { href: string; label?: string; children: ReactNode }) {
  return (
    <Link href={href} className="row-link" aria-label={label}>
      {children}
    </Link>
  );
}
