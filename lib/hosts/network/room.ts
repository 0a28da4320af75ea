import "server-only";
import { eq } from "drizzle-orm";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { master } from "@/lib/master";
import type { VerificationNotes } from "@/lib/operations/operation-row";
import type { Mapping } from "@/lib/rstack/master-client";
import type { HostRecord } from "../host-record";
import type { Obstacle, Ready } from "../run-command";
import { mappingKey, mappingsNow } from "./mapping-key";
import { quotaBlock, quotaOf } from "./quota";

/** A mapping shows as soon as the master has written it, so its limit is shorter than that of others. */
const LIMIT_MS = 120_000;
export const mappingLimitMs = (): number => Math.min(config().operations.limitMs, LIMIT_MS);

/** `notes`: the notes by which verification recognises a new mapping. */
type Room = { ok: true; mappings: Mapping[]; notes: VerificationNotes } | { ok: false; why: Obstacle };

/**
 * Whether the host may have one more mapping of a kind, and all that it has: counted afresh, inside the lock, so that
 * no two can take the last place.
 */
export async function roomFor(kind: "port" | "domain", ready: Ready): Promise<Room> {
  const row = await currentRow(ready);
  const notShared = await notSharedBecause(row, ready);
  if (notShared) {
    return { ok: false, why: notShared };
  }
  const listed = await mappingsNow(ready);
  if (!listed.ok) {
    return { ok: false, why: listed.fault };
  }
  const { value: mappings, how } = listed.value;
  const used = mappings.filter((mapping) => mapping.kind === kind).length;
  const why = quotaBlock(quotaOf(kind === "port" ? row.portQuota : row.domainQuota), used);
  return why
    ? { ok: false, why }
    : { ok: true, mappings, notes: { before: mappings.map(mappingKey), beforeHow: how } };
}

/** The mirror's row, which the owner check inside the lock has just written. */
async function currentRow({ owned }: Ready): Promise<HostRecord> {
  const [row] = await database().select().from(hosts).where(eq(hosts.vmId, owned.vmId));
  return row ?? owned.row;
}

async function notSharedBecause(row: HostRecord, { owned, options }: Ready): Promise<Obstacle | null> {
  if (row.publicIp) {
    return null;
  }
  const told = await master().readAddresses(owned.vmId, options);
  return told.ok ? (told.value.isShared ? null : "not-shared") : told.fault;
}
