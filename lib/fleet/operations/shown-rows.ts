import "server-only";
import { inArray } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { hostStateOf } from "@/lib/hosts/host-state";
import type { HostState } from "@/lib/operations/host-states";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import type { Outcome } from "@/lib/rstack/outcome";
import { type CustomerName, namesOf, wantNames } from "../customers/customer-names";
import { nodeNames } from "../infrastructure/node-names";

/** Rows of one page; the master may answer with all that ever was. */
export const ROWS_A_PAGE = 200;

export interface ShownRows<Row> {
  rows: Row[];
  /** How many there were in all. */
  total: number;
  /** What the panel keeps of the customers and nodes in these rows, by number. */
  customers: Map<string, CustomerName>;
  nodes: Map<string, string>;
}

/** Of a list that didn't come. */
export const NO_ROWS: ShownRows<never> = {
  ...{ rows: [], total: 0 },
  ...{ customers: new Map(), nodes: new Map() },
};

interface Listed {
  owner?: string | null;
  nodeId?: string | null;
}

/**
 * One page of what the master listed, narrowed to rows that show `text`: in one of their own texts, or in the name of
 * their customer or node. `page` counts from 1.
 */
export async function shownRows<Row extends Listed>(
  answer: Outcome<Row[]>,
  page: number,
  text: string,
  textsOf: (row: Row) => (string | number | null)[],
): Promise<Outcome<ShownRows<Row>>> {
  if (!answer.ok) {
    return answer;
  }
  const wanted = text.toLowerCase();
  const nodes = await nodeNames();
  const named = wanted === "" ? null : await namesOf(ownersOf(answer.value));
  const shows = (row: Row) => {
    const customer = row.owner ? named?.get(row.owner) : undefined;
    const node = row.nodeId ? nodes.get(row.nodeId) : undefined;
    return [...textsOf(row), row.owner, customer?.name, customer?.username, node].some((one) =>
      String(one ?? "")
        .toLowerCase()
        .includes(wanted),
    );
  };
  const found = wanted === "" ? answer.value : answer.value.filter(shows);
  const rows = found.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE);
  const owners = ownersOf(rows);
  const customers = named ?? (await namesOf(owners));
  wantNames(owners, customers);
  return {
    ok: true,
    value: { rows, total: found.length, customers, nodes },
  };
}

const ownersOf = (rows: readonly Listed[]): string[] => [
  ...new Set(rows.flatMap(({ owner }) => owner ?? [])),
];

/** These hosts as they were last read, by id. */
export async function lastSeen(
  vmIds: readonly string[],
): Promise<Map<string, { state: HostState; owner: UserId | null }>> {
  if (vmIds.length === 0) {
    return new Map();
  }
  const rows = await database()
    .select({ vmId: hosts.vmId, owner: hosts.owner, word: hosts.stateWord, status: hosts.status })
    .from(hosts)
    .where(inArray(hosts.vmId, [...new Set(vmIds)]));
  return new Map(
    rows.map(({ vmId, owner, ...row }) => [vmId, { state: hostStateOf(row), owner: parseUserId(owner) }]),
  );
}
