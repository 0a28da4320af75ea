import type { ReactNode } from "react";
import { Icon } from "../icon";
import { Link } from "../link";
import { ListBody } from "./list-body";

export interface TableColumn {
  name: string;
  /** A class: its part of the table's width, on a desk. */
  width?: string;
  /** A number: on a desk its last digit stands under the others'. */
  align?: "right";
  /** Left out where the table has less than 960 px. */
  wide?: boolean;
  /**
   * On a phone a row has two lines: where the cell stands in them; without it, nowhere. `line`: below the two, as wide as the
   * row. Where no column says so, each row is a block of labelled values.
   */
  phone?: PhoneSlot;
  /** Sorts by it: the address that does, and how it is sorted now. */
  sort?: Sorting;
  /** Of all its cells. */
  className?: string;
  /** Its name is only heard: the cells say what they are. */
  unnamed?: boolean;
}

export interface Sorting {
  href: string;
  order: "ascending" | "descending" | null;
}

type PhoneSlot = "title" | "sub" | "also" | "meta" | "line" | "end";

const SLOTS: Record<PhoneSlot, string> = {
  title: "max-md:col-span-2 max-md:col-start-1 max-md:row-start-1 max-md:text-14",
  sub: "max-md:col-start-1 max-md:row-start-2 max-md:text-ink-2",
  also: "max-md:col-start-2 max-md:row-start-2 max-md:text-ink-2 max-md:before:mx-1.5 max-md:before:text-ink-3 max-md:before:content-['·'] max-md:empty:hidden",
  meta: "max-md:col-start-3 max-md:row-span-2 max-md:row-start-1 max-md:pl-3 max-md:text-right",
  line: "max-md:col-span-full max-md:text-ink-2",
  end: "max-md:col-start-4 max-md:row-span-2 max-md:row-start-1 max-md:-mr-3",
};

const join = (...names: (string | false | undefined)[]) => names.filter(Boolean).join(" ");

/** The classes of a cell on its place. */
export function cellClass(
  column: TableColumn,
  lines: boolean,
  place: { first: boolean; last: boolean },
): string {
  const { align, wide, phone, unnamed, className } = column;
  return join(
    "nums px-3",
    !unnamed && "md:truncate",
    place.first && "md:pl-5",
    place.last && "md:pr-4",
    align === "right" && "md:text-right",
    wide && "@max-[920px]:hidden",
    lines
      ? join(
          "max-md:min-w-0 max-md:p-0",
          !unnamed && "max-md:truncate",
          phone ? SLOTS[phone] : "max-md:hidden",
        )
      : "max-md:flex max-md:justify-between max-md:gap-4 max-md:px-0 max-md:py-1 max-md:empty:hidden max-md:before:flex-none max-md:before:text-ink-3 max-md:before:content-[attr(data-label)]",
    className,
  );
}

/** The classes of a row; `lead`: on a phone there is room at the left for its mark. */
export const rowClass = ({ lines, lead }: { lines: boolean; lead?: boolean | undefined }): string =>
  join(
    "group/row relative border-line border-b transition-colors last:border-b-0 hover:bg-hover data-picked:bg-select",
    "has-[.row-link:focus-visible]:outline-2 has-[.row-link:focus-visible]:outline-accent-ink has-[.row-link:focus-visible]:-outline-offset-2",
    "md:h-11 max-md:px-4 max-md:py-2.5",
    lines
      ? "max-md:grid max-md:min-h-15 max-md:grid-cols-[auto_minmax(0,1fr)_auto_auto] max-md:items-center"
      : "max-md:block",
    lead && "max-md:pl-11",
  );

interface TableFrameProps {
  /** Accessible name. */
  label: string;
  columns: readonly TableColumn[];
  /** Before the columns: the box that selects all rows. */
  pick?: ReactNode;
  /** Takes the head's place while rows are selected. */
  bulk?: ReactNode;
  /** Below the rows: how many there are, and the way to the next. */
  foot?: ReactNode;
  /** In place of the table: why there are no rows. */
  instead?: ReactNode;
  /** Its table bodies. */
  children: ReactNode;
}

/** Around the rows of every list: the card, the head that stays in sight, the foot. */
export function TableFrame({ label, columns, pick, bulk, foot, instead, children }: TableFrameProps) {
  return (
    <div className="group/list relative rounded-lg border border-line bg-card max-md:-mx-4 max-md:rounded-none max-md:border-x-0 [[data-sectioned]_&]:mx-0 [[data-sectioned]_&]:rounded-lg [[data-sectioned]_&]:border-x">
      {bulk}
      {instead ?? (
        <div className="@container overflow-clip rounded-lg max-md:rounded-none">
          <table className="w-full table-fixed border-collapse text-13 max-md:block" aria-label={label}>
            <thead className="sticky top-(--top) z-10 bg-card max-md:sr-only">
              <tr className="h-10 border-line border-b">
                {pick === undefined ? null : (
                  <th
                    scope="col"
                    className="w-11 rounded-tl-lg pl-4 text-left group-has-[.bulk-bar]/list:bg-select"
                  >
                    {pick}
                  </th>
                )}
                {columns.map((column, at) => (
                  <Head
                    key={column.name}
                    {...column}
                    className={join(
                      "truncate px-3 text-left font-medium text-12 text-ink-3",
                      at === 0 && pick === undefined && "pl-5",
                      at === columns.length - 1 && "pr-4",
                      column.align === "right" && "text-right",
                      column.wide && "@max-[920px]:hidden",
                      column.width,
                      column.className,
                    )}
                  />
                ))}
              </tr>
            </thead>
            {children}
          </table>
        </div>
      )}
      {foot ? (
        <div className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 border-line border-t px-5 py-2 text-13 text-ink-2 max-md:px-4">
          {foot}
        </div>
      ) : null}
    </div>
  );
}

function Head({ name, sort, unnamed, className }: TableColumn) {
  const text = unnamed ? <span className="sr-only">{name}</span> : name;
  return (
    <th scope="col" className={className} aria-sort={sort?.order ?? undefined}>
      {sort ? (
        <Link
          href={sort.href}
          stay
          className={`group/sort group-has-[.bulk-bar]/list:pointer-events-none group-has-[.bulk-bar]/list:opacity-0 inline-flex h-8 items-center gap-1 no-underline hover:text-ink ${sort.order ? "text-ink" : "text-ink-3"}`}
        >
          {text}
          <Icon
            name={sort.order === "descending" ? "arrow-down" : "arrow-up"}
            size={12}
            className={
              sort.order
                ? "text-ink-2"
                : "opacity-0 group-hover/sort:opacity-100 group-focus-visible/sort:opacity-100"
            }
          />
        </Link>
      ) : (
        text
      )}
    </th>
  );
}

export interface TableRow {
  key: string;
  cells: ReactNode[];
  /** Before the cells: the box that selects it. */
  pick?: ReactNode;
  /** Hooks for checks. */
  data?: Record<`data-${string}`, string>;
}

export interface TableGroup {
  title: string;
  note?: ReactNode;
  /** On a desk, at the right of the name: what stands under the last columns, of all its rows. */
  sums?: ReactNode[];
  rows: TableRow[];
}

interface TableProps extends Omit<TableFrameProps, "children"> {
  rows?: TableRow[];
  /** In place of `rows`: each under a line with its name. */
  groups?: TableGroup[];
  /** On a phone, a row has its mark at the left. */
  lead?: boolean;
}

/** The one table. A row whose cells hold a `RowLink` is clickable as a whole. */
export function Table({ columns, rows = [], groups, lead, pick, ...frame }: TableProps) {
  const lines = columns.some(({ phone }) => phone);
  const last = columns.length - 1;
  const row = ({ key, cells, data, pick: box }: TableRow) => (
    <tr key={key} {...data} className={rowClass({ lines, lead })}>
      {pick === undefined ? null : <td className="w-11 md:pl-4 max-md:absolute max-md:left-1">{box}</td>}
      {columns.map((column, at) => (
        <td
          key={column.name}
          className={cellClass(column, lines, { first: at === 0 && pick === undefined, last: at === last })}
          data-label={lines || column.unnamed ? undefined : column.name}
        >
          {cells[at]}
        </td>
      ))}
    </tr>
  );
  return (
    <TableFrame {...frame} columns={columns} pick={pick}>
      {(groups ?? [{ title: "", rows } as TableGroup]).map((group) => (
        <ListBody key={group.title}>
          {group.title ? <GroupHead {...group} columns={columns} picked={pick !== undefined} /> : null}
          {group.rows.map(row)}
        </ListBody>
      ))}
    </TableFrame>
  );
}

function GroupHead({
  title,
  note,
  sums = [],
  columns,
  picked,
}: TableGroup & { columns: readonly TableColumn[]; picked: boolean }) {
  return (
    <tr className="h-9 border-line border-b bg-ground text-12 text-ink-2 max-md:block max-md:px-4 max-md:py-2">
      <th
        colSpan={columns.length - sums.length + (picked ? 1 : 0)}
        scope="rowgroup"
        className="text-left font-medium md:pl-5 max-md:block"
      >
        {title} {note ? <small className="ml-1 font-normal">{note}</small> : null}
      </th>
      {sums.map((sum, at) => {
        const column = columns[columns.length - sums.length + at];
        return column ? (
          <td key={column.name} className={join(cellClass(column, true, { first: false, last: false }))}>
            {sum}
          </td>
        ) : null;
      })}
    </tr>
  );
}

interface RowLinkProps {
  href: string;
  /** It opens beside the list, which stays where it is. */
  stay?: true;
  children: ReactNode;
}

/** What a row is called, and where a click on it leads. */
export function RowLink({ href, stay, children }: RowLinkProps) {
  return (
    <Link
      href={href}
      {...(stay && { stay })}
      className="row-link font-medium text-ink no-underline outline-none max-md:text-14"
    >
      {children}
    </Link>
  );
}
