import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { operations } from "@/lib/db/schema";
import { auditEvents, staffNotes } from "@/lib/db/staff-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { type OwnedHost, openHost } from "@/lib/hosts/owned-host";
import { ann } from "@/lib/hosts/testing/ann";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { readHostTimeline, TIMELINE_SOURCES } from "./host-timeline";

useTestDatabase();
useSimulatedMaster();

const admin = { ...ann, role: "admin", userId: null } as const;
const accountId = crypto.randomUUID();
let host: OwnedHost;

const at = (minutes: number) => sql`now() + make_interval(mins => ${minutes})`;
const operation = (actorRole: string, minutes: number) =>
  database()
    .insert(operations)
    .values({
      tenancyId: host.tenancyId,
      vmId: "101",
      kind: "restart",
      outcome: "done",
      accountId,
      actorName: actorRole,
      actorRole,
      formKey: crypto.randomUUID(),
      startedAt: at(minutes),
      endedAt: at(minutes),
    } as never);
const audited = (action: string, of: object, minutes: number) =>
  database()
    .insert(auditEvents)
    .values({ action, actorName: "sam", actorRole: "support", outcome: "done", at: at(minutes), ...of });
const read = async (
  sources = TIMELINE_SOURCES as readonly (typeof TIMELINE_SOURCES)[number][],
  limit = 50,
) => {
  const told: string[] = [];
  let after: string | null = null;
  do {
    const part = await readHostTimeline(host, { sources, after, limit }, admin);
    told.push(
      ...part.events.map((event) =>
        "operation" in event
          ? `${event.operation.kind} ${event.by}`
          : "note" in event
            ? event.note
            : event.action,
      ),
    );
    after = part.next;
  } while (after);
  return told;
};

beforeAll(async () => {
  await (ann.userId && syncOwner(ann.userId, "command"));
  const found = await openHost(ann, "101");
  if (!found) {
    throw new Error("host 101 isn't ann's");
  }
  host = found;
  await operation("customer", 1);
  await operation("admin", 2);
  await audited("domain-allowed", { userId: "10001", vmId: "101" }, 3);
  await database()
    .insert(staffNotes)
    .values({ vmId: "101", text: "loud fan", accountId, authorName: "sam", writtenAt: at(4) });
});

it("is what was done to it, what staff did about it and their notes, newest first, in parts without a gap", async () => {
  const all = ["loud fan", "domain-allowed", "restart admin", "restart customer"];
  expect(await read()).toEqual(all);
  expect(await read(TIMELINE_SOURCES, 1)).toEqual(all);
  expect(await read(["operations"])).toEqual(["restart admin", "restart customer"]);
  expect(await read(["staff"])).toEqual(["domain-allowed", "restart admin"]);
  expect(await read(["notes"])).toEqual(["loud fan"]);
});

it("has nothing of another's host, of an earlier owner's time, or of what was refused", async () => {
  await audited("domain-allowed", { userId: "10002", vmId: "101" }, 5);
  await audited("domain-allowed", { userId: "10001", vmId: "102" }, 5);
  await audited("domain-allowed", { userId: "10001", vmId: "101", outcome: "not-found" }, 5);
  await audited("domain-allowed", { userId: "10001", vmId: "101" }, -60);
  expect(await read(["staff"])).toEqual(["domain-allowed", "restart admin"]);
});
