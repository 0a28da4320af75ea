import { looksAtHost } from "@/lib/hosts/mirror/host-filter";
import { judgeOwnerFilter, nobody } from "@/lib/hosts/mirror/judge-owner-filter";
import type { RowId, UserId, VmId } from "@/lib/rstack/ids";
import type { CheckedReply, HostList, HostListName, HostRow, MasterClient } from "@/lib/rstack/master-client";
import type { Outcome } from "@/lib/rstack/outcome";

export type SampleHost = Pick<HostRow, "vmId" | "nodeId" | "status">;

const CALL = { priority: "list" } as const;

/** Whether `userid` filters the host list; null: the answers can't tell. */
export async function askOwnerFilter(client: MasterClient, all: HostList): Promise<boolean | null> {
  const asked: UserId | null = all.rows.find((row) => row.owner !== null)?.owner ?? null;
  const own = asked ? await client.probeOwnerFilter(asked, CALL) : null;
  const nobodys = await client.probeOwnerFilter(nobody(), CALL);
  return judgeOwnerFilter(asked, own, nobodys, all.rows.length > 0);
}

/** Lists that tell of other hosts too, by the reply's name, and the panel's own reading of them. */
const SHARED_LISTS = {
  mappings: { list: "hypernat", read: (client, vmId) => client.listMappings(vmId, CALL) },
  tasks: { list: "hypertask", read: (client, vmId) => client.listTasks(vmId, CALL) },
  addresses: { list: "hyperip", read: (client, vmId) => client.listAddresses(vmId, CALL) },
  backups: { list: "hyperbackup", read: (client, vmId) => client.listBackups(vmId, "snapshot", CALL) },
} as const satisfies Partial<
  Record<
    CheckedReply,
    { list: HostListName; read(client: MasterClient, vmId: VmId): Promise<Outcome<unknown[]>> }
  >
>;
const isSharedList = (reply: CheckedReply): reply is keyof typeof SHARED_LISTS =>
  Object.hasOwn(SHARED_LISTS, reply);

/** Whether the rows of a reply can't be told to be one host's. A filter that was proved is added to `filters`. */
export async function hostIsUntold(
  client: MasterClient,
  reply: CheckedReply,
  vmId: VmId,
  hosts: readonly SampleHost[],
  filters: Set<HostListName>,
): Promise<boolean> {
  if (!isSharedList(reply)) {
    return false;
  }
  const { list, read } = SHARED_LISTS[reply];
  const isUnread = async () => {
    const answer = await read(client, vmId);
    return !answer.ok && answer.fault.kind === "protocol" && answer.fault.cause === "host-not-named";
  };
  if (!(await isUnread())) {
    return false;
  }
  const ids = hosts.map((host) => host.vmId);
  if (!(await looksAtHost(client, list, ids, CALL))) {
    return true;
  }
  filters.add(list);
  return isUnread();
}

/** Asks by the host alone, where its node is known to have free addresses. */
export async function findsNode(client: MasterClient, hosts: readonly SampleHost[]): Promise<boolean | null> {
  for (const { vmId, nodeId } of hosts) {
    const rows = async (of: { vmId: VmId | null; nodeId: RowId | null }) => {
      const answer = await client.columnsOf("freeAddresses", of, CALL);
      return answer.ok ? answer.value.rows : 0;
    };
    if (nodeId !== null && (await rows({ vmId: null, nodeId })) > 0) {
      return (await rows({ vmId, nodeId: null })) > 0;
    }
  }
  return null;
}
