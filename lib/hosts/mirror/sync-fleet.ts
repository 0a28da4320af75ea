import "server-only";
import { eq, sql } from "drizzle-orm";
import { config } from "@/lib/config";
import { database } from "@/lib/db/connection";
import { mirrorSyncs } from "@/lib/db/master-schema";
import { publish } from "@/lib/db/notify";
import { log } from "@/lib/log";
import { master } from "@/lib/master";
import { type Fault, hasContent } from "@/lib/rstack/outcome";
import { missingOwnerColumn, unreadableIn } from "../list-problem";
import { applyFleetList } from "./apply-list";
import { noteListContent } from "./list-content";
import { writeProfile } from "./profile";
import { readScopes, type ScopeRow, withScope } from "./scopes";

const REST_AFTER_FAULT_MS = 30_000;
/** Only lists over this many rows are held back, and only when more than this part of them is missing. */
const SMALL_FLEET = 50;
const SHRINKS_BY = 0.2;

/** Whether a whole-fleet list is too much shorter than the last one to be believed. Staff's word is good for the list they saw. */
function isHeldBack(
  rows: number,
  last: Pick<ScopeRow, "rows" | "heldBackRows" | "acceptedAt"> | undefined,
): boolean {
  const before = last?.rows ?? 0;
  if (before <= SMALL_FLEET || rows >= before * (1 - SHRINKS_BY)) {
    return false;
  }
  const accepted = last?.acceptedAt ? last.heldBackRows : null;
  return accepted === null || rows < accepted * (1 - SHRINKS_BY);
}

type Synced = "done" | "held-back" | Fault;

/** `isYoung`: whether the last list is good enough. `onBegun` is called as soon as no other instance is at it. */
interface Asked {
  isYoung(finishedAt: Date): boolean;
  onBegun(): void;
}

/** Brings the mirror in step with the whole fleet. Never on a request's path: 50,000 hosts are 40 MB. */
export function syncFleet(asked?: Asked): Promise<Synced | "young" | "elsewhere"> {
  return withScope<Synced | "young">("fleet", REST_AFTER_FAULT_MS, async () => {
    const finishedAt = (await readScopes(["fleet"])).get("fleet")?.finishedAt;
    if (finishedAt && asked?.isYoung(finishedAt)) {
      return { result: "young", end: { set: {}, restMs: 0 } };
    }
    asked?.onBegun();
    const asOf = new Date();
    const outcome = await master().listAllHosts({ priority: "mirror" });
    if (!outcome.ok) {
      const set = { unreadable: unreadableIn(outcome.fault) };
      return { result: outcome.fault, end: { set, restMs: REST_AFTER_FAULT_MS } };
    }
    const { rows, badRows, ownerColumn, ownerlessRows } = outcome.value;
    // Read now: staff may have accepted a shorter list meanwhile.
    const last = (await readScopes(["fleet"])).get("fleet");
    if (isHeldBack(rows.length, last)) {
      log.warn({ rows: rows.length, before: last?.rows }, "the host list shrank too much and is held back");
      const set = { heldBackRows: rows.length, heldBackAt: last?.heldBackAt ?? asOf, acceptedAt: null };
      return { result: "held-back", end: { set, restMs: config().mirror.fleetMs } };
    }
    const weak = !hasContent(outcome);
    const evidence = last?.acceptedAt ? "accepted" : weak ? "empty-body" : "content";
    const doubledRows = await applyFleetList(rows, asOf, evidence);
    if (evidence === "empty-body" && (await holdsAny())) {
      return { result: { kind: "protocol", cause: "empty", detail: "" }, end: "fault" };
    }
    if (rows.length > 0) {
      noteListContent();
    }
    await writeProfile({ ownerColumn, ownerlessRows, badRows, doubledRows });
    const set = {
      finishedAt: asOf,
      rows: rows.length,
      heldBackRows: null,
      heldBackAt: null,
      acceptedAt: null,
      unreadable: missingOwnerColumn(outcome.value, config().rstack.ownerField),
    };
    return { result: "done", end: { set, restMs: 0 } };
  });
}

async function holdsAny(): Promise<boolean> {
  const held = await database().execute(sql`select 1 from hosts where gone_at is null limit 1`);
  return held.rows.length > 0;
}

/** Staff looked at the held-back list and say that it is right: the next sync takes it. False where none is held back. */
export async function acceptHeldBackList(): Promise<boolean> {
  const accepted = await database()
    .update(mirrorSyncs)
    .set({
      acceptedAt: sql`now()`,
      // It rests until its next turn; a sync that is under way keeps its lease.
      claimedUntil: sql`case when ${mirrorSyncs.claimedBy} is null then null else ${mirrorSyncs.claimedUntil} end`,
    })
    .where(sql`${eq(mirrorSyncs.scope, "fleet")} and ${mirrorSyncs.heldBackAt} is not null`)
    .returning({ scope: mirrorSyncs.scope });
  if (accepted.length === 0) {
    return false;
  }
  await publish(database(), { type: "master" });
  return true;
}
