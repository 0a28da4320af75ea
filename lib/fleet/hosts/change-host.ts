import "server-only";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/actions/action-result";
import { placeOf } from "@/lib/hosts/list-evidence";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import { type Obstacle, type Prepared, type Ready, runCommand } from "@/lib/hosts/run-command";
import { master } from "@/lib/master";
import type { VmId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";
import type { HostChanges } from "@/lib/rstack/provider-inputs";
import { differing, type ExpectedFigures, expectedOf, figuresOf } from "./expected";

/** A machine that was told to change may be off for a while before its row shows it. */
const RESIZE_LIMIT_MS = 10 * 60_000;
const BOOKS_LIMIT_MS = 2 * 60_000;

/** What the form said; what is more than a value is worked out of how the host stands inside the lock. */
export interface AskedChange {
  kind: "update-host" | "resize-host";
  changes: HostChanges;
  /** So much more than it may have now. */
  moreTrafficGb?: number;
}

type Prepare = { changes: HostChanges };

/** Changes what differs from how the master has the host now, and nothing else. */
export const performChange = (
  owned: OwnedHost,
  asked: AskedChange,
  formKey: string,
  viewer: Viewer,
): Promise<ActionResult> =>
  runCommand<Prepare>(
    owned,
    {
      kind: asked.kind,
      limitMs: asked.kind === "resize-host" ? RESIZE_LIMIT_MS : BOOKS_LIMIT_MS,
      prepare: (ready) => prepare(asked, ready),
      send: ({ options }, { changes }) => master().updateHost(owned.vmId, changes, options),
    },
    formKey,
    viewer,
  );

async function prepare(asked: AskedChange, { owned, options }: Ready): Promise<Prepared<Prepare>> {
  const read = await master().readHostSettings(owned.vmId, options);
  if (!read.ok) {
    return { ok: false, why: read.fault };
  }
  if (read.value === null) {
    return { ok: false, why: "not-listed" };
  }
  const before = figuresOf(read.value);
  const changes = differing(withMore(asked, before), before);
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
    value: { changes: asked.kind === "resize-host" ? { ...changes, appliesToMachine: true } : changes },
    params: { changes: expected },
    probe: {
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
  const listed = await master().freeAddresses({ vmId, nodeId }, {}, options);
  if (!listed.ok) {
    return { ok: false, why: listed.fault };
  }
  const known = new Set(listed.value.map(({ address }) => address));
  return asked.every((ip) => known.has(ip)) ? { ok: true } : { ok: false, why: "address-not-free" };
}
