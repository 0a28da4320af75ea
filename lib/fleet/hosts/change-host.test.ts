import { and, eq, isNull } from "drizzle-orm";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/connection";
import { tenancies } from "@/lib/db/schema";
import { readOne } from "@/lib/hosts/mirror/read-one";
import { type OwnedHost, openHost } from "@/lib/hosts/owned-host";
import { powerCommands } from "@/lib/hosts/power/power-commands";
import { ann } from "@/lib/hosts/testing/ann";
import { ended, hostOfAnn, useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { settle } from "@/lib/operations/ledger";
import { readOperation } from "@/lib/operations/read-ledger";
import { parseVmId } from "@/lib/rstack/ids";
import { user } from "../customers/testing/new-customers";
import { hostOfRosa, rosa } from "../testing/rosa";
import { registerStaffVerifications, STAFF_COMMANDS } from "./commands";
import { bookChangeOf } from "./host-form";
import { lastOperationOf } from "./host-page";
import type { StatusKind } from "./set-status";

const { simulator } = useSimulatedHosts({ OPERATION_NO_EVIDENCE_SECONDS: "0.5" });
beforeAll(registerStaffVerifications);

const update = STAFF_COMMANDS["update-host"];
const resize = STAFF_COMMANDS["resize-host"];
const transfer = STAFF_COMMANDS["transfer-host"];
const more = STAFF_COMMANDS["add-addresses"];
const remove = STAFF_COMMANDS["delete-host"];
const nameOf = ({ row, vmId }: OwnedHost) => row.name ?? vmId;
const sent = async (action: string) => (await simulator().control.journal({ action })).calls;

describe("changing a host", () => {
  it("sends what differs and nothing else, and is done once the row shows it", async () => {
    const owned = await hostOfRosa("101");
    const before = await simulator().control.host("101");
    const changes = {
      portMbit: before.port,
      trafficLimitGb: before.bwlimit + 500,
      remark: "moved 东",
    };
    const row = await ended(await update.run(owned, changes, "key-update", rosa));
    expect(row).toMatchObject({ outcome: "done", actorRole: "admin", tenancyId: owned.tenancyId });
    const [call, another] = await sent("vm_update");
    expect(another).toBeUndefined();
    expect(call?.params).toMatchObject({
      id: "101",
      bwlimit: String(before.bwlimit + 500),
      remark: "moved 东",
    });
    expect(call?.params).not.toHaveProperty("port");
    expect(call?.params).not.toHaveProperty("update_vm");
  });

  it("adds to the traffic that the host has when it is sent", async () => {
    await simulator().control.setHost("101", { bwlimit: 1000, bwusage: 900 });
    const asked = { resetUsed: true, moreTrafficGb: 250 };
    const row = await ended(await update.run(await hostOfRosa("101"), asked, "key-extend", rosa));
    expect(row.outcome).toBe("done");
    expect(await simulator().control.host("101")).toMatchObject({ bwlimit: 1250, bwusage: 0 });
  });

  it("changes hardware with update_vm alone, and no disk to a smaller one", async () => {
    const owned = await hostOfRosa("101");
    const host = await simulator().control.host("101");
    const grown = { memory: "static", cpuCores: host.cpu + 1, dataDiskGb: host.disk + 10 } as const;
    const row = await ended(await resize.run(owned, grown, "key-resize", rosa));
    expect(row.outcome).toBe("done");
    expect((await sent("vm_update"))[0]?.params).toMatchObject({ update_vm: "1", cpu: String(host.cpu + 1) });
    const shrunk = { memory: "static", dataDiskGb: host.disk } as const;
    expect(await resize.run(owned, shrunk, "key-shrink", rosa)).toMatchObject({
      ok: false,
      reason: "disk-shrinks",
    });
    expect(await sent("vm_update")).toHaveLength(1);
  });

  it("sends nothing where nothing differs, and no address that isn't the host's or free", async () => {
    const owned = await hostOfRosa("101");
    const host = await simulator().control.host("101");
    const same = { portMbit: host.port };
    expect(await update.run(owned, same, "key-same", rosa)).toMatchObject({ reason: "nothing-changed" });
    const foreign = { ipv4: "198.51.100.99" };
    expect(await update.run(owned, foreign, "key-foreign", rosa)).toMatchObject({
      reason: "address-not-free",
    });
    expect(await sent("vm_update")).toEqual([]);
  });

  it("reads the row back after a lost answer", async () => {
    await simulator().control.addFault({ kind: "reset", match: { action: "vm_update" } });
    const asked = { trafficLimitGb: 4321 };
    const row = await ended(await update.run(await hostOfRosa("101"), asked, "key-lost", rosa));
    expect(row.outcome).toBe("done");
    expect(row.acceptedAt).toBeNull();
  });

  it("is unconfirmed, and not done on the 0 alone, where the row tells none of it", async () => {
    const owned = await hostOfRosa("101");
    await simulator().control.addFault({
      kind: "drop-columns",
      columns: ["bwlimit"],
      match: { action: "hyper" },
    });
    const asked = { trafficLimitGb: 1234 };
    const row = await ended(await update.run(owned, asked, "key-untold", rosa));
    expect(row).toMatchObject({ outcome: "unconfirmed", evidence: { untold: ["trafficLimitGb"] } });
    expect(row.acceptedAt).not.toBeNull();
  });

  it("leaves what a form left empty", () => {
    const input = { trafficResetAt: "", lastReinstallOn: "" as const, snapshotQuota: -1 };
    expect(JSON.parse(JSON.stringify(bookChangeOf(input)))).toEqual({ snapshotQuota: -1 });
  });
});

describe("handing a host over", () => {
  it("is another customer's at once, and each sees their own time alone", async () => {
    const before = await hostOfAnn("101");
    const owned = await hostOfRosa("101");
    const row = await ended(
      await transfer.run(owned, { newOwner: "10002", typedName: nameOf(owned) }, "key-transfer", rosa),
    );
    expect(row).toMatchObject({ outcome: "done", tenancyId: before.tenancyId });
    expect(await openHost(ann, "101")).toBeNull();
    const bob = await openHost({ ...ann, userId: user("10002") }, "101");
    expect(bob?.tenancyId).not.toBe(before.tenancyId);
    const open = and(eq(tenancies.vmId, "101"), isNull(tenancies.until));
    expect(await database().select().from(tenancies).where(open)).toHaveLength(1);
    expect(await lastOperationOf("101", rosa)).toMatchObject({ kind: "transfer-host" });
    await simulator().control.setHost("101", { userid: "10001" });
    const vmId = parseVmId("101");
    await (vmId && readOne(vmId, { priority: "command" }));
  });

  it("goes to nobody whom RStack doesn't know", async () => {
    const owned = await hostOfRosa("101");
    const asked = { newOwner: "99999", typedName: nameOf(owned) };
    const result = await transfer.run(owned, asked, "key-nobody", rosa);
    expect(result).toMatchObject({ ok: false, reason: "no-such-customer" });
    expect(await sent("vm_update")).toEqual([]);
  });
});

describe("a name that has to be typed", () => {
  it("stops a hand-over and a deletion where it is another's", async () => {
    const owned = await hostOfRosa("101");
    const wrong = { ok: false, code: "not-possible", reason: "typed" };
    const given = { newOwner: "10002", typedName: "db01" };
    expect(await transfer.run(owned, given, "key-wrong-1", rosa)).toEqual(wrong);
    expect(await remove.run(owned, { typedName: "db01", forced: true }, "key-wrong-2", rosa)).toEqual(wrong);
    expect([...(await sent("vm_update")), ...(await sent("vm_delete"))]).toEqual([]);
  });
});

describe("a customer's Stop that the system in the host ignores", () => {
  const press = async (kind: "stop" | "restart", key: string) =>
    powerCommands[kind].run(await hostOfAnn("101"), {}, key, ann);

  it.each(["suspend-host", "lock-host", "delete-host"] as const)("gives way to %s", async (kind) => {
    await simulator().control.setHost("101", { ignoresShutdown: true });
    const stop = await press("stop", `key-stop-${kind}`);
    expect(stop).toMatchObject({ ok: true, operation: { outcome: "open" } });
    const owned = await hostOfRosa("101");
    const others = await STAFF_COMMANDS["resume-host"].run(owned, {}, `key-resume-${kind}`, rosa);
    expect(others).toMatchObject({ ok: false, code: "busy", operation: { id: stop.operation?.id } });
    const asked = kind === "delete-host" ? { typedName: nameOf(owned), forced: true } : {};
    const row = await ended(await STAFF_COMMANDS[kind].run(owned, asked as never, `key-${kind}`, rosa));
    expect(row.outcome).toBe("done");
    expect(await ended(stop)).toMatchObject({ outcome: "superseded", supersededBy: row.id });
    expect([await sent("vm_stop"), await sent("vm_update"), await sent("vm_delete")].flat()).toHaveLength(2);
  });

  it("holds off a suspension while nobody knows whether it was sent", async () => {
    await simulator().control.setHost("101", { ignoresShutdown: true });
    await simulator().control.addFault({ kind: "reset", match: { action: "vm_restart" } });
    const restart = await press("restart", "key-lost-restart");
    expect(restart).toMatchObject({ ok: true, operation: { outcome: "checking" } });
    const suspension = STAFF_COMMANDS["suspend-host"].run(await hostOfRosa("101"), {}, "key-held-off", rosa);
    expect(await suspension).toMatchObject({ code: "busy", operation: { id: restart.operation?.id } });
    expect(await sent("vm_update")).toEqual([]);
  });
});

describe("status, addresses, deletion", () => {
  it("locks, and unlocks only what is locked", async () => {
    const locked = await ended(
      await STAFF_COMMANDS["lock-host"].run(await hostOfRosa("101"), {}, "key-lock", rosa),
    );
    expect(locked.outcome).toBe("done");
    expect((await openHost(ann, "101"))?.row.status).toBe("1");
    const unlocked = await ended(
      await STAFF_COMMANDS["unlock-host"].run(await hostOfRosa("101"), {}, "key-unlock", rosa),
    );
    expect(unlocked.outcome).toBe("done");
    expect(
      await STAFF_COMMANDS["unlock-host"].run(await hostOfRosa("101"), {}, "key-again", rosa),
    ).toMatchObject({
      reason: "nothing-changed",
    });
  });

  it("ends no suspension by a lock that doesn't say so, and no lock by resuming", async () => {
    const set = async (status: string) => simulator().control.setHost("101", { status });
    const run = async (kind: StatusKind, key: string, more: { endsSuspension?: boolean } = {}) =>
      STAFF_COMMANDS[kind].run(await hostOfRosa("101"), more as never, key, rosa);
    for (const [status, reason] of [
      ["-1", "suspended"],
      ["-3", "out-of-traffic"],
    ] as const) {
      await set(status);
      expect(await run("lock-host", `key-lock${status}`)).toMatchObject({ code: "not-possible", reason });
      expect(await run("unlock-host", `key-unlock${status}`)).toMatchObject({ reason });
    }
    await set("1");
    expect(await run("resume-host", "key-resume")).toMatchObject({ reason: "locked" });
    expect(await sent("vm_update")).toEqual([]);
    await set("-1");
    const asked = await ended(await run("lock-host", "key-asked", { endsSuspension: true }));
    expect(asked.outcome).toBe("done");
    expect((await simulator().control.host("101")).status).toBe("1");
  });

  it("adds addresses to the books, or binds them at once", async () => {
    const later = { ipv4Count: 1, ipv6Count: 0, bind: "later" } as const;
    const books = await ended(await more.run(await hostOfRosa("101"), later, "key-later", rosa));
    expect(books.outcome).toBe("done");
    const now = { ipv4Count: 1, ipv6Count: 1, bind: "now" } as const;
    const bound = await ended(await more.run(await hostOfRosa("101"), now, "key-now", rosa));
    expect(bound.outcome).toBe("done");
    expect(
      (await sent("vm_addip")).map(({ params }) => [params.ip_num, params.ipv6_num, params.binding_ip]),
    ).toEqual([
      ["1", undefined, "0"],
      ["1", "1", "1"],
    ]);
  });

  it("adds no addresses where the row before didn't come, so that none of the old is taken for new", async () => {
    const owned = await hostOfRosa("101");
    await simulator().control.addFault({ kind: "empty", nth: 2, match: { action: "hyper" } });
    const asked = { ipv4Count: 1, ipv6Count: 0, bind: "later" } as const;
    expect(await more.run(owned, asked, "key-no-row", rosa)).toMatchObject({
      code: "master-down",
      operation: { outcome: "not-sent" },
    });
    expect(await sent("vm_addip")).toEqual([]);
  });

  it("takes no single empty answer for a deletion whose own answer was lost", async () => {
    const owned = await hostOfRosa("101");
    await simulator().control.addFault({ kind: "reset", when: "before", match: { action: "vm_delete" } });
    await simulator().control.addFault({
      kind: "missing-rows",
      keep: 0,
      nth: 3,
      match: { action: "hyper" },
    });
    const { operation } = await remove.run(
      owned,
      { typedName: nameOf(owned), forced: true },
      "key-lost-delete",
      rosa,
    );
    const id = operation?.id ?? "";
    await vi.waitFor(async () => expect((await sent("hyper")).length).toBeGreaterThan(4), {
      timeout: 15_000,
    });
    expect(await readOperation(id)).toMatchObject({ outcome: "checking", notes: { goneSince: null } });
    await settle(id, { outcome: "unconfirmed" });
  });

  it("deletes what the master allows, and by force the rest", async () => {
    const owned = await hostOfRosa("101");
    const typed = { typedName: nameOf(owned) };
    const refused = await remove.run(owned, { ...typed, forced: false }, "key-polite", rosa);
    expect(refused).toMatchObject({ ok: false, code: "refused" });
    const row = await ended(
      await remove.run(await hostOfRosa("101"), { ...typed, forced: true }, "key-forced", rosa),
    );
    expect(row.outcome).toBe("done");
    expect(await openHost(rosa, "101")).toBeNull();
    expect((await sent("vm_delete")).map(({ params }) => params.forcedelete)).toEqual(["0", "1"]);
  });
});
