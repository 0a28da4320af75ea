import type { ReactNode } from "react";
import type { Segment } from "@/components/ui/form/segmented";
import type { TableColumn, TableGroup } from "@/components/ui/list/table";
import type { ListFilter } from "@/components/ui/list/toolbar";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { SearchParams } from "@/lib/fleet/search-params";
import type { Messages } from "@/lib/i18n/messages";
import type { Fault } from "@/lib/rstack/outcome";

export type RouteParams = Record<string, string>;

/** A column and its cell. Those with `sort` sort by it, under that name in the address. */
export interface ListColumn<Row> extends Omit<TableColumn, "sort"> {
  cell: (row: Row) => ReactNode;
  sort?: string;
  /** Its first click sorts from the largest. */
  descends?: boolean;
}

/** Change of what the address says: null takes a choice away. A change begins at the first page. */
export type HrefOf = (change: Record<string, string | null>) => string;

/** All that a page of a list shows, once its rows are read. */
export interface ListView<Row> {
  rows: Row[];
  /** The page's `<h1>`, where it isn't the list's own title. */
  heading?: string;
  rowKey: (row: Row) => string;
  /** Hooks for checks. */
  rowData?: (row: Row) => Record<`data-${string}`, string>;
  /** The box that selects a row, and the one that selects all. */
  pick?: { all: ReactNode; row: (row: Row) => ReactNode } | undefined;
  columns: ListColumn<Row>[];
  /** In place of plain rows: each under a line with its name. */
  groups?: (Omit<TableGroup, "rows"> & { rows: Row[] })[];
  /** On a phone, a row has its mark at the left. */
  lead?: boolean;
  search?: { label: string; placeholder: string; name?: string; live?: boolean } | undefined;
  /** Name in the address, and its values; `value` null is all. A count that isn't known is left out. */
  segments?: {
    name: string;
    label: string;
    /** It chooses of what the list is, and narrows nothing. */
    isSource?: true;
    items: (Pick<Segment, "label" | "mark"> & { value: string | null; count?: number | null | undefined })[];
  };
  filters?: ListFilter[];
  /** How it is sorted now. */
  order?: { by: string; descending: boolean; usual: string };
  /** Right of the toolbar. */
  actions?: ReactNode;
  /** Between title and toolbar: tabs, notices. */
  above?: ReactNode;
  /** Below the table. */
  below?: ReactNode;
  /** Around the table: what selects its rows, say. */
  around?: (table: ReactNode) => ReactNode;
  /** In the head's place while rows are selected. */
  bulk?: ReactNode;
  /** Pages by number: of how many rows in all. By cursor: where the next page begins. */
  page?: { at: number; size: number; total: number } | { next: string | null; isFirst: boolean };
  /** In the foot: how old the rows are, and what else there is to know. */
  foot?: ReactNode;
  empty: { title: string; text?: ReactNode; action?: ReactNode };
  /** What else may be done where nothing matches. */
  noMatch?: { title?: string; text?: ReactNode; action?: ReactNode };
  /** Why there is no list. */
  failed?: Fault | undefined;
  /** Texts of its client components. */
  namespaces?: (keyof Messages)[];
}

export interface ListDefinition<Query extends object> {
  /** Names it, as `data-list`. */
  id: string;
  path: string | ((query: Query) => string);
  title: () => Promise<string>;
  /** Who may see it; leads everybody else away. */
  viewer: () => Promise<Viewer>;
  /** What isn't known counts as not chosen. */
  parse: (search: SearchParams, params: RouteParams) => Query;
  /** What the address says of it, without the page. */
  chosen: (query: Query) => Record<string, string | null>;
  read: (asked: { query: Query; viewer: Viewer; hrefOf: HrefOf }) => Promise<ListView<never>>;
  /** Answers with all that was found as a file (`staffListCsv`): `csv` below its path, or another address. */
  csv?: true | ((query: Query) => string | null);
  /** The details of one row, beside the list; its id stands in the address as `open`. Null where there is no such row. */
  drawer?: (id: string, asked: { query: Query; viewer: Viewer; hrefOf: HrefOf }) => Promise<ReactNode | null>;
}

/**
 * One description of a list: what its address says, who may see it, how it is read, and what its page shows. `ListPage` draws
 * it.
 */
export const defineList = <Query extends object, Row>(
  definition: Omit<ListDefinition<Query>, "read"> & {
    read: (asked: { query: Query; viewer: Viewer; hrefOf: HrefOf }) => Promise<ListView<Row>>;
  },
): ListDefinition<Query> => definition as unknown as ListDefinition<Query>;
