import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { retireHolder } from "@/lib/accounts/status/number-holder";
import { database } from "@/lib/db/connection";
import { hosts, tenancies } from "@/lib/db/schema";
import { auditEvents } from "@/lib/db/staff-schema";
import { master } from "@/lib/master";
import { readOperation } from "@/lib/operations/read-ledger";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import { HOST_COMMANDS } from "../commands";
import { hostListFor } from "../host-list";
import { hostViewOf } from "../host-read";
import { currentTenancy, keepTenancies } from "../mirror/tenancies";
import { openHost } from "../owned-host";
import { type HostCommand, runCommand } from "../run-command";
import { ann } from "../testing/ann";
import { ended, hostOfAnn, operationsOf, useSimulatedHosts } from "../testing/on-simulator";
import { isProtected, setProtection } from "./protection";

const { simulator } = useSimulatedHosts();
const ON = "101";
const NAME = "web01";
const key = () => crypto.randomUUID();

const VIEW = {
  ...{ id: key(), userId: ann.userId, customerName: "Ann", staffRole: "admin", reason: "a ticket" },
  ...{ until: new Date(Date.now() + 3_600_000).toISOString(), changes: true, over: false },
} as Viewer["view"];
const ACTORS: [string, Viewer][] = [
  ["its owner", ann],
  ["staff who view as the owner", { ...ann, view: VIEW }],
  ["an admin", { ...ann, role: "admin", userId: null }],
  ["a schedule", { ...ann, schedule: key() }],
];
const typed = { snapshot: "s1", typedName: NAME };
const HELD_BACK = {
  "force-stop": {},
  "force-restart": {},
  reinstall: { image: "11", disks: "all", password: "", typedName: NAME },
  "restore-snapshot": typed,
};

const effects = async () => (await simulator().control.journal()).effects;
const protect = async (on: boolean) => setProtection(await hostOfAnn(ON), on);

beforeEach(async () => {
  await hostOfAnn(ON);
  await protect(true);
  await simulator().control.clearJournal();
});

describe.each(ACTORS)("a protected host, asked by %s", (_, viewer) => {
  const ask = async (kind: keyof typeof HOST_COMMANDS, fields: object) => {
    const owned = await openHost(viewer, ON);
    if (!owned) throw new Error("not opened");
    const command = HOST_COMMANDS[kind] as { run: (...of: unknown[]) => ReturnType<typeof runCommand> };
    return command.run(owned, fields, key(), viewer);
  };

  it.each(Object.entries(HELD_BACK))("refuses %s and sends nothing", async (kind, fields) => {
    expect(await ask(kind as keyof typeof HELD_BACK, fields)).toMatchObject({
      ok: false,
      code: "not-possible",
      reason: "protected",
      operation: { outcome: "not-sent", notSentCause: "protected" },
    });
    expect(await effects()).toEqual([]);
  });

  it("refuses to delete a snapshot that no schedule made", async () => {
    const reason = viewer.schedule ? "snapshot-kept" : "protected";
    await simulator().control.addBackup({ vmid: ON, name: "s1", backuptype: "1", status: "1" });
    await simulator().control.addBackup({ vmid: ON, name: "s2", backuptype: "1", status: "1" });
    expect(await ask("delete-snapshot", typed)).toMatchObject({ ok: false, reason });
    expect(await effects()).toEqual([]);
  });
});

it("a stop by the system inside is no force: it is carried out", async () => {
  const stop = await HOST_COMMANDS.stop.run(await hostOfAnn(ON), {}, key(), ann);
  expect((await ended(stop)).outcome).toBe("done");
});

it("leaves a stop that waits as it is, where force would have taken its place", async () => {
  await simulator().control.setClock({ speed: 0.001 });
  const owned = await hostOfAnn(ON);
  const stop = await HOST_COMMANDS.stop.run(owned, {}, key(), ann);
  expect(stop).toMatchObject({ ok: true, operation: { outcome: "open" } });
  const before = (await operationsOf(ON)).length;
  expect(await HOST_COMMANDS["force-stop"].run(owned, {}, key(), ann)).toEqual({
    ok: false,
    code: "not-possible",
    reason: "protected",
  });
  expect((await readOperation(stop.operation?.id ?? ""))?.outcome).toBe("open");
  expect(await operationsOf(ON)).toHaveLength(before);
});

/** A Force stop during whose last wait something happens. */
const forceStop = (meanwhile: () => Promise<unknown>): HostCommand<null> => ({
  kind: "force-stop",
  prepare: async () => {
    await meanwhile();
    return { ok: true, value: null };
  },
  send: ({ owned, options }) => master().power(owned.vmId, "vm_force_stop", options),
});

describe("protection that is turned on while a command waits", () => {
  it("holds it back in the very statement that would have sent it", async () => {
    await protect(false);
    const owned = await hostOfAnn(ON);
    expect(
      await runCommand(
        owned,
        forceStop(() => protect(true)),
        key(),
        ann,
      ),
    ).toMatchObject({
      ok: false,
      reason: "protected",
      operation: { outcome: "not-sent" },
    });
    expect(await effects()).toEqual([]);
  });

  it("is waited for where it is just being written", async () => {
    await protect(false);
    const owned = await hostOfAnn(ON);
    let result: ReturnType<typeof runCommand> | undefined;
    await database().transaction(async (tx) => {
      await tx.update(tenancies).set({ protectedAt: sql`now()` }).where(eq(tenancies.id, owned.tenancyId));
      result = runCommand(
        owned,
        forceStop(async () => {}),
        key(),
        ann,
      );
      await vi.waitFor(
        async () => {
          const { rows } = await database().execute(
            sql`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%protected_at is null for share%'`,
          );
          expect(rows).not.toEqual([]);
        },
        { timeout: 10_000, interval: 20 },
      );
    });
    expect(await result).toMatchObject({ ok: false, reason: "protected" });
    expect(await effects()).toEqual([]);
  });
});

it("is shown with the host and in the list, and off again it holds nothing back", async () => {
  expect(await hostViewOf(await hostOfAnn(ON), ann)).toMatchObject({
    protected: true,
    possible: { "force-stop": "protected", stop: null },
  });
  const inList = async () => (await hostListFor(ann)).hosts.find(({ id }) => id === ON)?.protected;
  expect(await inList()).toBe(true);
  expect(await protect(false)).toBe(true);
  expect(await protect(false)).toBe(false);
  expect(await inList()).toBe(false);
  const stop = await HOST_COMMANDS["force-stop"].run(await hostOfAnn(ON), {}, key(), ann);
  expect((await ended(stop)).outcome).toBe("done");
});

describe("a protected host that changes hands", () => {
  const become = async (next: Partial<typeof hosts.$inferInsert>) => {
    await database().update(hosts).set(next).where(eq(hosts.vmId, ON));
    await database().transaction((tx) => keepTenancies(tx, [ON]));
    const current = await currentTenancy(database(), ON);
    if (!current) throw new Error("nobody has it");
    return current;
  };
  const events = async () =>
    (
      await database()
        .select({ action: auditEvents.action, userId: auditEvents.userId, detail: auditEvents.detail })
        .from(auditEvents)
        .where(eq(auditEvents.vmId, ON))
        .orderBy(auditEvents.at)
    ).map(({ action, userId, detail }) => [action, userId, detail]);
  const [ANN, BOB] = ["10001", "10002"];
  let guid: string | null | undefined;

  beforeEach(async () => {
    [{ guid } = { guid: null }] = await database().select().from(hosts).where(eq(hosts.vmId, ON));
  });
  afterEach(async () => {
    await become({ owner: ANN, guid });
    await protect(false);
  });

  it("is not protected for the next owner, and is again once it is back; the audit tells of both", async () => {
    const owned = await hostOfAnn(ON);
    const before = (await events()).length;
    expect(await isProtected((await become({ owner: BOB })).id)).toBe(false);
    expect(await setProtection(owned, false)).toBe(false);
    const again = await become({ owner: ANN });
    expect(again.id).not.toBe(owned.tenancyId);
    expect(await isProtected(again.id)).toBe(true);
    expect((await events()).slice(before)).toEqual([
      ["host-unprotected", ANN, { by: "hand-over" }],
      ["host-protected", ANN, { by: "hand-back" }],
    ]);
  });

  it("stays so for the same owner under another GUID, without a word of the audit", async () => {
    const owned = await hostOfAnn(ON);
    const before = (await events()).length;
    const next = await become({ guid: "another" });
    expect(next.id).not.toBe(owned.tenancyId);
    expect(await isProtected(next.id)).toBe(true);
    expect(await events()).toHaveLength(before);
  });

  it("comes back without what its owner turned off before, and without what another turned on", async () => {
    await protect(false);
    const bobs = await become({ owner: BOB });
    await database().update(tenancies).set({ protectedAt: new Date() }).where(eq(tenancies.id, bobs.id));
    expect(await isProtected((await become({ owner: ANN })).id)).toBe(false);
  });

  it("begins without it for whoever got the number of its owner", async () => {
    await database().transaction((tx) => retireHolder(tx, parseUserId(ANN) as UserId));
    const theirs = await currentTenancy(database(), ON);
    expect(await isProtected(theirs?.id ?? "")).toBe(false);
    await become({ owner: BOB });
    expect(await isProtected((await become({ owner: ANN })).id)).toBe(false);
  });
});
