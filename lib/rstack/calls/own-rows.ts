import { createHash } from "node:crypto";
import { CATALOGUE } from "../catalogue/catalogue";
import { parseVmId, type VmId } from "../ids";
import type { CallOptions, FilterSample, HostListName } from "../master-client";
import { mapOutcome, type Outcome } from "../outcome";
import type { RetryingCaller } from "../retrying-caller";
import { ADDRESS_COLUMNS } from "../rows/address-row";
import { readIps } from "../rows/fields";
import { HOST_COLUMNS } from "../rows/host-row";
import { MAPPING_COLUMNS } from "../rows/mapping-row";
import { type HostProof, namesNoHost, type OwnedTable, rowsByProof, rowsOfHost } from "../rows/of-host";
import type { RawRow } from "../rows/raw-row";
import { BACKUP_COLUMNS } from "../rows/snapshot-row";
import { TASK_COLUMNS } from "../rows/task-row";

/** How long what tells a host's rows is kept; a command has it asked for anew. */
const KEPT_MS = 15_000;
const MOST_KEPT = 1_000;

type Marks = Omit<HostProof, "isFilterProved">;
const kept = new WeakMap<RetryingCaller, Map<VmId, { at: number; marks: Promise<Marks> }>>();

/**
 * The rows of `listed` that are this host's. Rows without an id of a host count by a name or an address that no other
 * host has, or once the list was seen to look at `vmid`; a list with a row that can't be told is a fault as a whole,
 * since a list that lacks rows looks like one without them.
 */
export async function ownRows(
  caller: RetryingCaller,
  list: HostListName,
  listed: Outcome<RawRow[]>,
  { vmId, options }: { vmId: VmId; options: CallOptions },
): Promise<Outcome<RawRow[]>> {
  const table = TABLES[list];
  if (!listed.ok || !namesNoHost(listed.value, table)) {
    return mapOutcome(listed, (rows) => rowsOfHost(rows, vmId, table));
  }
  const marks = await marksOf(caller, vmId, options);
  const byMarks = rowsByProof(listed.value, table, { ...marks, isFilterProved: false });
  const isFilterProved = byMarks.isUntold && (await looksAtHost(caller, list, options));
  const found = isFilterProved ? rowsByProof(listed.value, table, { ...marks, isFilterProved }) : byMarks;
  return found.isUntold
    ? caller.unread(CATALOGUE[list], {
        kind: "protocol",
        cause: "host-not-named",
        detail: `${list}: no column ${table.host.names[0]}`,
      })
    : { ...listed, value: found.rows };
}

/** What was learnt, and once more now: the master may have been changed since. */
async function looksAtHost(
  caller: RetryingCaller,
  list: HostListName,
  options: CallOptions,
): Promise<boolean> {
  const { hostFilters } = await caller.parts.facts.learnt();
  if (!hostFilters.has(list)) {
    return false;
  }
  const nobodys = await sampleHostFilter(caller, list, null, options);
  return nobodys.ok && nobodys.value.rows === 0;
}

/** A `vmid` that no master gives out so soon. */
function unknownHost(): VmId {
  const id = parseVmId(String(4_000_000_000 + Math.floor(Math.random() * 200_000_000)));
  if (id === null) {
    throw new Error("unreachable: this number is an id");
  }
  return id;
}

function marksOf(caller: RetryingCaller, vmId: VmId, options: CallOptions): Promise<Marks> {
  const known = kept.get(caller) ?? new Map<VmId, { at: number; marks: Promise<Marks> }>();
  kept.set(caller, known);
  const last = known.get(vmId);
  if (last && options.priority !== "command" && performance.now() - last.at < KEPT_MS) {
    return last.marks;
  }
  if (known.size >= MOST_KEPT) {
    known.clear();
  }
  const marks = readMarks(caller, vmId, options);
  known.set(vmId, { at: performance.now(), marks });
  return marks;
}

const NO_MARKS: Marks = { name: null, isNameUnique: false, uniqueIp: null };

/** Asks the master itself, so that a host which the panel hasn't seen yet counts as well. */
async function readMarks(caller: RetryingCaller, vmId: VmId, options: CallOptions): Promise<Marks> {
  const own = await caller.call("hyper", { id: vmId }, options);
  const [row, ...others] = own.ok ? own.value.filter((one) => HOST_COLUMNS.id.of(one) === vmId) : [];
  if (row === undefined || others.length > 0) {
    return NO_MARKS;
  }
  const name = HOST_COLUMNS.name.of(row);
  const [ip = null] = readIps(row, HOST_COLUMNS.ipv4.names);
  const [named, addressed] = await Promise.all([
    name === null ? null : caller.call("hyper", { vmname: name }, options),
    ip === null ? null : caller.call("hyper", { ip }, options),
  ]);
  const isOnly = (found: Outcome<RawRow[]> | null, has: (row: RawRow) => boolean) => {
    const holders = found?.ok ? found.value.filter(has) : [];
    return holders.length === 1 && holders[0] !== undefined && HOST_COLUMNS.id.of(holders[0]) === vmId;
  };
  return {
    name,
    isNameUnique: isOnly(named, (one) => HOST_COLUMNS.name.of(one) === name),
    uniqueIp: isOnly(addressed, (one) => ip !== null && addressesIn(one).includes(ip)) ? ip : null,
  };
}

const addressesIn = (row: RawRow): string[] => [
  ...readIps(row, HOST_COLUMNS.ipv4.names),
  ...HOST_COLUMNS.moreIpv4.of(row),
];

const TABLES: Record<HostListName, OwnedTable> = {
  hypernat: MAPPING_COLUMNS,
  hypertask: TASK_COLUMNS,
  hyperip: ADDRESS_COLUMNS,
  hyperbackup: BACKUP_COLUMNS,
};

/** Asks a list for one host, or (null) for a `vmid` that nobody has: to find out whether it looks at `vmid`. */
export async function sampleHostFilter(
  caller: RetryingCaller,
  list: HostListName,
  vmId: VmId | null,
  options: CallOptions,
): Promise<Outcome<FilterSample>> {
  const vmid = vmId ?? unknownHost();
  const listed =
    list === "hyperip"
      ? await caller.call(list, { vmid: { id: vmid, withFree: false } }, options)
      : await caller.call(list, { vmid }, options);
  return mapOutcome(listed, (rows) => ({
    rows: rows.length,
    named: rows.filter((row) => !namesNoHost([row], TABLES[list])).length,
    digests: rows.map((row) => createHash("sha256").update(JSON.stringify(row.columns)).digest("base64")),
  }));
}
