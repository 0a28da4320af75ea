import "server-only";
import { config } from "@/lib/config";
import { readAddressesAnew } from "@/lib/hosts/addresses";
import { overdueVerdict } from "@/lib/hosts/list-evidence";
import { markGone } from "@/lib/hosts/mirror/hide-rows";
import { isRefusedById } from "@/lib/hosts/mirror/missing-rows";
import { readOne } from "@/lib/hosts/mirror/read-one";
import { lookForTaskOf, TASK_TYPE, verdictOf } from "@/lib/hosts/task-evidence";
import { master } from "@/lib/master";
import type { StaffKind } from "@/lib/operations/command-rules";
import { notesOf, type OperationRow } from "@/lib/operations/operation-row";
import { registerProbe, type Verdict } from "@/lib/operations/probes";
import { parseVmId, type VmId } from "@/lib/rstack/ids";
import { type ExpectedFigures, figuresOf, seenIn } from "./expected";

/** Of a host, whoever owns it by now: a transfer and a deletion are seen by just that. */
type StaffProbe = (vmId: VmId, row: OperationRow, now: Date) => Promise<Verdict>;

/** What settles each of staff's commands: one without its probe is a type error. */
const STAFF_PROBES: Record<StaffKind, StaffProbe> = {
  "update-host": probeChange,
  "resize-host": probeChange,
  "transfer-host": probeRow,
  "lock-host": probeRow,
  "unlock-host": probeRow,
  "suspend-host": probeRow,
  "resume-host": probeRow,
  "add-addresses": probeAddresses,
  "delete-host": probeDeleted,
};

/** To be called once at start, before the reconciler. */
export function registerStaffProbes(): void {
  for (const [kind, probe] of Object.entries(STAFF_PROBES)) {
    registerProbe(kind as StaffKind, async (row, now) => {
      const vmId = parseVmId(row.vmId);
      return vmId ? probe(vmId, row, now) : { seen: "nothing" };
    });
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
const paramsOf = ({ params }: OperationRow): Record<string, unknown> => (isRecord(params) ? params : {});

const isShown = (value: unknown): value is ExpectedFigures[string] =>
  value === null || ["string", "number", "boolean"].includes(typeof value);
const figuresIn = (value: unknown): ExpectedFigures =>
  Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).flatMap(([field, one]) =>
      isShown(one) ? [[field, one]] : [],
    ),
  );
const expectedIn = (row: OperationRow): ExpectedFigures => figuresIn(paramsOf(row).changes);

/** Every figure that the row tells must be as asked; where it tells none of them, nothing can confirm the change. */
async function probeChange(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const notes = notesOf(row);
  const read = await master().readHostSettings(vmId, { priority: "motion" });
  if (!read.ok || read.value === null) {
    return { seen: "nothing", notes };
  }
  const { agrees, told, untold } = seenIn(expectedIn(row), figuresOf(read.value), figuresIn(notes.before));
  if (!agrees || told === 0) {
    return (told === 0 && overdueVerdict(row, now, { ...notes, untold })) || { seen: "nothing", notes };
  }
  // Names, quotas and addresses of it stand in the mirror, too.
  await readOne(vmId, { priority: "motion" });
  await readAddressesAnew(vmId);
  return { seen: "end", outcome: "done", evidence: { told, untold } };
}

/** Owner or status, by the read that brings mirror and tenancy in step. */
async function probeRow(vmId: VmId, row: OperationRow): Promise<Verdict> {
  const read = await readOne(vmId, { priority: "motion" });
  const { owner, status } = expectedIn(row);
  const shows =
    read.found === "one" &&
    (owner === undefined || read.row.owner === owner) &&
    (status === undefined || read.row.status === status);
  return shows
    ? { seen: "end", outcome: "done", evidence: { owner: owner !== undefined, status: status ?? null } }
    : { seen: "nothing", notes: notesOf(row) };
}

/** In the books as many as were asked for; where they are bound at once, the task that binds them, too. */
async function probeAddresses(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const notes = notesOf(row);
  const params = paramsOf(row);
  const read = await readOne(vmId, { priority: "motion" });
  if (read.found !== "one" || !Array.isArray(notes.addressesBefore)) {
    return { seen: "nothing", notes };
  }
  const before = new Set<unknown>(notes.addressesBefore);
  const { ipv4, ipv6, additionalIps } = read.row;
  const added = new Set([ipv4, ipv6, ...additionalIps].filter((ip) => ip !== null && !before.has(ip)));
  if (added.size < Number(params.ipv4) + Number(params.ipv6)) {
    return { seen: "nothing", notes };
  }
  await readAddressesAnew(vmId);
  return params.bindNow === true
    ? verdictOf(await lookForTaskOf(vmId, TASK_TYPE.addresses, row), row, now)
    : { seen: "end", outcome: "done", evidence: { added: added.size } };
}

/**
 * Done when it is not listed and refused by its id: once after the command's own `0`, without it again after the time in
 * which the mirror takes a host out on the same evidence.
 */
async function probeDeleted(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
  const notes = notesOf(row);
  const asOf = new Date();
  const read = await readOne(vmId, { priority: "motion" });
  // A row that isn't listed is no evidence by itself: an answer can come empty without a reason.
  if (read.found !== "none" || (await isRefusedById(vmId, { priority: "motion" })) !== true) {
    return { seen: "nothing", notes: { ...notes, goneSince: null } };
  }
  const since = typeof notes.goneSince === "string" ? new Date(notes.goneSince) : now;
  const isLong = now.getTime() - since.getTime() >= config().operations.noEvidenceMs;
  if (row.acceptedAt === null && !isLong) {
    return { seen: "nothing", notes: { ...notes, goneSince: since.toISOString(), underWay: true } };
  }
  await markGone(vmId, asOf);
  return { seen: "end", outcome: "done", evidence: { listed: false } };
}
