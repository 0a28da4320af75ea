import "server-only";
import { and, eq, isNull, lt, or } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { publish } from "@/lib/db/notify";
import { hosts } from "@/lib/db/schema";
import type { VmId } from "@/lib/rstack/ids";
import type { HostStateReply } from "@/lib/rstack/master-client";
import { cleanText } from "./clean-text";
import type { HostRecord } from "./host-record";
import { hostStateOf } from "./host-state";
import { stateOfRow } from "./host-view-of";
import { storableDate, storableGb } from "./mirror/host-values";
import { runsIn, tellMove } from "./power/tell-move";

/**
 * Keeps what `vm_state` said; `at` is when it was asked. An answer older than the one that is kept changes nothing.
 * Tells the instances when a person would see a difference, and returns whether there is one.
 */
export async function recordState(vmId: VmId, reply: HostStateReply, at: Date): Promise<boolean> {
  return database().transaction(async (tx) => {
    const [row] = await tx.select().from(hosts).where(eq(hosts.vmId, vmId)).for("update");
    if (!row || (row.stateAt !== null && row.stateAt > at)) {
      return false;
    }
    const { details } = reply;
    const word = cleanText(reply.word, 40) ?? "";
    const state = hostStateOf({ word, status: row.status });
    const moved = row.stateWord === null || stateOfRow(row) !== state;
    const told = {
      name: cleanText(details?.name ?? null) ?? row.name,
      imageId: details?.imageId ?? row.imageId,
      imageName: imageNameOf(row, details),
      osFamily: cleanText(details?.osFamily ?? null, 40) ?? row.osFamily,
      trafficUsedGb: storableGb(details?.trafficUsedGb ?? null) ?? row.trafficUsedGb,
      trafficLimitGb: storableGb(details?.trafficLimitGb ?? null) ?? row.trafficLimitGb,
      trafficResetAt: storableDate(details?.trafficResetAt ?? null) ?? row.trafficResetAt,
    };
    // The first look tells what the state is, not when it began.
    const runs = runsIn(state);
    const power = runs === null ? {} : { powerUp: runs, powerAt: at };
    const stateSince = row.stateWord === null ? null : moved ? at : row.stateSince;
    await tx
      .update(hosts)
      .set({ ...told, ...power, stateWord: word, stateAt: at, stateSince })
      .where(and(eq(hosts.vmId, vmId), or(isNull(hosts.stateAt), lt(hosts.stateAt, at))));
    if (moved) {
      await tellMove({ vmId, ran: row.powerUp, runs, lastAt: row.powerAt, at }, tx);
    }
    const visible = moved || different(row, told);
    if (visible) {
      await publish(tx, { type: "host", vmId });
    }
    return visible;
  });
}

/**
 * The list calls an image by its name, the state by its file: the listed name stays, unless it is of another image than
 * the host has by now.
 */
function imageNameOf(row: HostRecord, details: HostStateReply["details"]): string | null {
  const file = cleanText(details?.imageName ?? null);
  const isOther = row.imageId !== null && details?.imageId != null && details.imageId !== row.imageId;
  return isOther ? file : (row.imageName ?? file);
}

function different(row: object, told: Record<string, string | number | Date | null>): boolean {
  const before = new Map<string, unknown>(Object.entries(row));
  return Object.entries(told).some(([key, value]) => {
    const was = before.get(key) ?? null;
    return value instanceof Date && was instanceof Date ? value.getTime() !== was.getTime() : value !== was;
  });
}
