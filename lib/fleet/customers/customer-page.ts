import "server-only";
import { and, asc, desc, eq, isNull } from "drizzle-orm";
import { type AccountRecord, accountsOfCustomer } from "@/lib/accounts/account-admin";
import { hasSecondFactor } from "@/lib/accounts/second-factor/factors";
import { listSessions } from "@/lib/accounts/sessions/list-sessions";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { listViewsOf, type PastView } from "@/lib/accounts/sessions/views";
import { database } from "@/lib/db/connection";
import { hosts, operations, tenancies } from "@/lib/db/schema";
import { type EndCause, endCauseOf } from "@/lib/hosts/console/end-cause";
import { stateOfRow } from "@/lib/hosts/host-view-of";
import type { HostState } from "@/lib/operations/host-states";
import type { OperationView } from "@/lib/operations/operation-view";
import { operationViewOf } from "@/lib/operations/present";
import type { UserId } from "@/lib/rstack/ids";
import { type ReadCustomer, readCustomer } from "./find-customers";

export interface CustomerHost {
  vmId: string;
  name: string | null;
  state: HostState;
  ipv4: string | null;
  imageName: string | null;
  nodeName: string | null;
}

export interface CustomerPage {
  row: ReadCustomer;
  hosts: CustomerHost[];
  accounts: {
    account: AccountRecord;
    sessions: number;
    lastUsedAt: string | null;
    hasSecondFactor: boolean;
  }[];
  operations: { operation: OperationView; vmId: string; cause: EndCause | null }[];
  views: PastView[];
}

const HOSTS_SHOWN = 200;
const OPERATIONS_SHOWN = 10;
const VIEWS_SHOWN = 10;

/** All that staff see of a customer. One question to the master, the row; the rest is what the panel knows. */
export async function customerPage(userId: UserId, viewer: Viewer): Promise<CustomerPage> {
  const [row, hostRows, accounts, ops, views] = await Promise.all([
    readCustomer(userId),
    database()
      .select()
      .from(hosts)
      .where(and(eq(hosts.owner, userId), isNull(hosts.goneAt)))
      .orderBy(asc(hosts.name), asc(hosts.vmId))
      .limit(HOSTS_SHOWN),
    accountsOfCustomer(userId),
    database()
      .select({ row: operations })
      .from(operations)
      .innerJoin(tenancies, eq(tenancies.id, operations.tenancyId))
      .where(eq(tenancies.owner, userId))
      .orderBy(desc(operations.startedAt))
      .limit(OPERATIONS_SHOWN),
    listViewsOf(userId, VIEWS_SHOWN, "all"),
  ]);
  return {
    row,
    hosts: hostRows.map((host) => ({
      vmId: host.vmId,
      name: host.name,
      state: stateOfRow(host),
      ipv4: host.publicIp || host.ipv4,
      imageName: host.imageName,
      nodeName: host.nodeName,
    })),
    accounts: await Promise.all(
      accounts.map(async (account) => {
        const sessions = await listSessions(account.id);
        return {
          account,
          sessions: sessions.length,
          lastUsedAt: sessions[0]?.lastUsedAt ?? null,
          hasSecondFactor: await hasSecondFactor(account.id),
        };
      }),
    ),
    operations: ops.map(({ row: one }) => ({
      operation: operationViewOf(one, viewer),
      vmId: one.vmId,
      cause: endCauseOf(one),
    })),
    views,
  };
}
