import "server-only";
import { z } from "zod";
import { readAddressesAnew } from "@/lib/hosts/connect/addresses";
import { type Begun, defineCommand } from "@/lib/hosts/define-command";
import { overdueVerdict, placeOf } from "@/lib/hosts/evidence/list-evidence";
import { readOne } from "@/lib/hosts/mirror/read-one";
import type { Obstacle, Prepared, Ready } from "@/lib/hosts/run-command";
import { master } from "@/lib/master";
import { notesOf, type OperationRow } from "@/lib/operations/operation-row";
import type { Verdict } from "@/lib/operations/verifications";
import type { VmId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";
import type { AddressKind, HostChanges } from "@/lib/rstack/provider-inputs";
import { differing, type ExpectedFigures, expectedOf, figuresOf, seenIn } from "./expected";
import {
  addressChangeOf,
  addressFields,
  bookChangeOf,
  editFields,
  hardwareChangeOf,
  machineEditFields,
  ticked,
  whole,
} from "./host-form";
import { expectedIn, figuresIn, rowLimitMs } from "./row-evidence";

/** A machine that was told to change may be off for a while before its row shows it. */
const RESIZE_LIMIT_MS = 10 * 60_000;

/** What the form said; what is more than a value is worked out of how the host stands inside the lock. */
interface AskedChange {
  changes: HostChanges;
  /** So much more than it may have now. */
  moreTrafficGb?: number;
  /** The port's speed is set on the machine as well (`update_vm=1`), also where it was only recorded before. */
  appliesToMachine?: boolean;
}

/** Of several forms, each of which sends its own part. */
const updateFields = z
  .object({
    ...editFields,
    ...addressFields,
    moreTrafficGb: whole(1, 1_000_000),
    resetUsed: ticked,
    applyToMachine: ticked,
  })
  .partial();

/** Changes what differs from how the master has the host now, and nothing else. No machine is touched unasked. */
export const updateHost = defineCommand("update-host", {
  fields: updateFields.shape,
  limitMs: rowLimitMs,
  begin: ({ input }): Begun<AskedChange> => {
    const changes = { ...bookChangeOf(input), ...addressChangeOf(input) };
    return {
      ok: true,
      value: {
        changes: input.resetUsed ? { ...changes, trafficUsedGb: 0 } : changes,
        moreTrafficGb: input.moreTrafficGb,
        appliesToMachine: input.applyToMachine && changes.portMbit !== undefined,
      },
    };
  },
  prepare: (ready, asked) => prepare(asked, ready),
  send: ({ owned, options }, { changes }) => master().updateHost(owned.vmId, changes, options),
  verify: verifyFigures,
});

/** What a plan sets in the books, so that a change of plan is one operation. */
const { trafficUsedGb: _used, trafficResetAt: _reset, ...books } = editFields;
const { reinstallsUsed: _count, lastReinstallOn: _day, remark: _remark, ...planBooks } = books;
const isOfBooks = (name: string): boolean =>
  (name in planBooks && name !== "portMbit") || name === "systemDiskGb";

/** The same for hardware: the machine itself changes. */
export const resizeHost = defineCommand("resize-host", {
  fields: { ...machineEditFields, ...planBooks },
  limitMs: () => RESIZE_LIMIT_MS,
  begin: ({ input }): Begun<AskedChange> => {
    const hardware = hardwareChangeOf(input);
    return hardware === null
      ? { ok: false, code: "invalid", fields: { memoryMinMb: "invalid" } }
      : { ok: true, value: { changes: { ...hardware, ...bookChangeOf(input) } } };
  },
  prepare: (ready, asked) => prepare(asked, ready),
  send: ({ owned, options }, { changes }) =>
    master().updateHost(
      owned.vmId,
      // A change of the books alone touches no machine.
      Object.keys(changes).every((name) => isOfBooks(name))
        ? changes
        : { ...changes, appliesToMachine: true },
      options,
    ),
  verify: verifyFigures,
});

export const changeCommands = { "update-host": updateHost, "resize-host": resizeHost };

async function prepare(
  asked: AskedChange,
  { owned, options }: Ready,
): Promise<Prepared<{ changes: HostChanges }>> {
  const read = await master().readHostSettings(owned.vmId, options);
  if (!read.ok) {
    return { ok: false, why: read.fault };
  }
  if (read.value === null) {
    return { ok: false, why: "not-listed" };
  }
  const before = figuresOf(read.value);
  const differs = differing(withMore(asked, before), before);
  const { portMbit } = asked.changes;
  const changes = asked.appliesToMachine ? { ...differs, portMbit, appliesToMachine: true } : differs;
  if (Object.keys(changes).length === 0) {
    return { ok: false, why: "nothing-changed" };
  }
  if (shrinks(changes, before)) {
    return { ok: false, why: "disk-shrinks" };
  }
  const addresses = await addressesToSend(owned.vmId, changes, options);
  if (!addresses.ok) {
    return { ok: false, why: addresses.why };
  }
  const expected = expectedOf(changes);
  return {
    ok: true,
    value: { changes },
    params: { changes: expected },
    notes: {
      before: Object.fromEntries(Object.keys(expected).map((field) => [field, before[field] ?? null])),
    },
  };
}

function withMore({ changes, moreTrafficGb }: AskedChange, before: ExpectedFigures): HostChanges {
  const limit = before.trafficLimitGb;
  return moreTrafficGb !== undefined && typeof limit === "number" && limit > 0
    ? { ...changes, trafficLimitGb: limit + moreTrafficGb }
    : changes;
}

const shrinks = ({ dataDiskGb }: HostChanges, { dataDiskGb: was }: ExpectedFigures): boolean =>
  dataDiskGb !== undefined && typeof was === "number" && dataDiskGb < was;

/** Every address of a change must be the host's own or free on its node, as the master lists them now. */
async function addressesToSend(
  vmId: VmId,
  { ipv4, ipv6, moreIpv4, moreIpv6 }: HostChanges,
  options: CallOptions,
): Promise<{ ok: true } | { ok: false; why: Obstacle }> {
  const asked = [ipv4, ipv6, ...(moreIpv4 ?? []), ...(moreIpv6 ?? [])].filter((ip) => ip !== undefined);
  if (asked.length === 0) {
    return { ok: true };
  }
  const { nodeId } = await placeOf(vmId);
  const kinds: AddressKind[] = [
    ...(ipv4 || moreIpv4?.length ? (["ipv4", "private-ipv4"] as const) : []),
    ...(ipv6 || moreIpv6?.length ? (["ipv6"] as const) : []),
  ];
  const listed = await master().freeAddresses({ vmId, nodeId }, { kinds }, options);
  if (!listed.ok) {
    return { ok: false, why: listed.fault };
  }
  const known = new Set(listed.value.map(({ address }) => address));
  return asked.every((ip) => known.has(ip)) ? { ok: true } : { ok: false, why: "address-not-free" };
}

/** Every figure that the row tells must be as asked; where it tells none of them, nothing can confirm the change. */
export async function verifyFigures(vmId: VmId, row: OperationRow, now: Date): Promise<Verdict> {
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
