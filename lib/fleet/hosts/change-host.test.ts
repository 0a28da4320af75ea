import { and, eq, isNull } from "drizzle-orm";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { tenancies } from "@/lib/db/schema";
import { readOne } from "@/lib/hosts/mirror/read-one";
import { type OwnedHost, openHost } from "@/lib/hosts/owned-host";
import { ann } from "@/lib/hosts/testing/ann";
import { ended, hostOfAnn, useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { settle } from "@/lib/operations/ledger";
import { readOperation } from "@/lib/operations/read-ledger";
import { parseUserId, parseVmId } from "@/lib/rstack/ids";
import { performChange } from "./change-host";
import { bookChangeOf } from "./edit-form";
import { performAddAddresses, performDelete, performStatus, performTransfer } from "./host-commands";
import { lastOperationOf } from "./host-page";
import { registerStaffProbes } from "./staff-probes";

const { simulator } = useSimulatedHosts({ OPERATION_NO_EVIDENCE_SECONDS: "0.5" });
beforeAll(registerStaffProbes);

const staff: Viewer = {
  ...ann,
  accountId: "33333333-3333-4333-8333-333333333333",
  role: "admin",
  userId: null,
};
const opened = async (id: string): Promise<OwnedHost> => {
  const owned = await openHost(staff, id);
  if (!owned) {
    throw new Error(`staff can't open ${id}`);
  }
  return owned;
};
const sent = async (action: string) => (await simulator().control.journal({ action })).calls;
const userId = (text: string) => {
  const parsed = parseUserId(text);
  if (!parsed) {
    throw new Error(text);
  }
  return parsed;
};

describe("changing a host", () => {
  it("sends what differs and nothing else, and is done once the row shows it", async () => {
    const owned = await opened("101");
    const before = await simulator().control.host("101");
    const changes = {
      portMbit: before.port,
      trafficLimitGb: before.bwlimit + 500,
      remark: "moved 东",
    };
    const row = await ended(
      await performChange(owned, { kind: "update-host", changes }, "key-update", staff),
    );
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
    const asked = { kind: "update-host", changes: { trafficUsedGb: 0 }, moreTrafficGb: 250 } as const;
    const row = await ended(await performChange(await opened("101"), asked, "key-extend", staff));
    expect(row.outcome).toBe("done");
    expect(await simulator().control.host("101")).toMatchObject({ bwlimit: 1250, bwusage: 0 });
  });

  it("changes hardware with update_vm alone, and no disk to a smaller one", async () => {
    const owned = await opened("101");
    const host = await simulator().control.host("101");
    const grown = { cpuCores: host.cpu + 1, dataDiskGb: host.disk + 10 };
    const row = await ended(
      await performChange(owned, { kind: "resize-host", changes: grown }, "key-resize", staff),
    );
    expect(row.outcome).toBe("done");
    expect((await sent("vm_update"))[0]?.params).toMatchObject({ update_vm: "1", cpu: String(host.cpu + 1) });
    const shrunk = { kind: "resize-host", changes: { dataDiskGb: host.disk } } as const;
    expect(await performChange(owned, shrunk, "key-shrink", staff)).toMatchObject({
      ok: false,
      reason: "disk-shrinks",
    });
    expect(await sent("vm_update")).toHaveLength(1);
  });

  it("sends nothing where nothing differs, and no address that isn't the host's or free", async () => {
    const owned = await opened("101");
    const host = await simulator().control.host("101");
    const same = { kind: "update-host", changes: { portMbit: host.port } } as const;
    expect(await performChange(owned, same, "key-same", staff)).toMatchObject({ reason: "nothing-changed" });
    const foreign = { kind: "update-host", changes: { ipv4: "198.51.100.99" } } as const;
    expect(await performChange(owned, foreign, "key-foreign", staff)).toMatchObject({
      reason: "address-not-free",
    });
    expect(await sent("vm_update")).toEqual([]);
  });

  it("reads the row back after a lost answer", async () => {
    await simulator().control.addFault({ kind: "reset", match: { action: "vm_update" } });
    const asked = { kind: "update-host", changes: { trafficLimitGb: 4321 } } as const;
    const row = await ended(await performChange(await opened("101"), asked, "key-lost", staff));
    expect(row.outcome).toBe("done");
    expect(row.acceptedAt).toBeNull();
  });

  it("is unconfirmed, and not done on the 0 alone, where the row tells none of it", async () => {
    const owned = await opened("101");
    await simulator().control.addFault({
      kind: "drop-columns",
      columns: ["bwlimit"],
      match: { action: "hyper" },
    });
    const asked = { kind: "update-host", changes: { trafficLimitGb: 1234 } } as const;
    const row = await ended(await performChange(owned, asked, "key-untold", staff));
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
    const row = await ended(
      await performTransfer(await opened("101"), userId("10002"), "key-transfer", staff),
    );
    expect(row).toMatchObject({ outcome: "done", tenancyId: before.tenancyId });
    expect(await openHost(ann, "101")).toBeNull();
    const bob = await openHost({ ...ann, userId: userId("10002") }, "101");
    expect(bob?.tenancyId).not.toBe(before.tenancyId);
    const open = and(eq(tenancies.vmId, "101"), isNull(tenancies.until));
    expect(await database().select().from(tenancies).where(open)).toHaveLength(1);
    expect(await lastOperationOf("101", staff)).toMatchObject({ kind: "transfer-host" });
    await simulator().control.setHost("101", { userid: "10001" });
    const vmId = parseVmId("101");
    await (vmId && readOne(vmId, { priority: "command" }));
  });

  it("goes to nobody whom RStack doesn't know", async () => {
    const result = await performTransfer(await opened("101"), userId("99999"), "key-nobody", staff);
    expect(result).toMatchObject({ ok: false, reason: "no-such-customer" });
    expect(await sent("vm_update")).toEqual([]);
  });
});

describe("status, addresses, deletion", () => {
  it("locks, and unlocks only what is locked", async () => {
    const locked = await ended(await performStatus(await opened("101"), "lock-host", "key-lock", staff));
    expect(locked.outcome).toBe("done");
    expect((await openHost(ann, "101"))?.row.status).toBe("1");
    const unlocked = await ended(
      await performStatus(await opened("101"), "unlock-host", "key-unlock", staff),
    );
    expect(unlocked.outcome).toBe("done");
    expect(await performStatus(await opened("101"), "unlock-host", "key-again", staff)).toMatchObject({
      reason: "nothing-changed",
    });
  });

  it("adds addresses to the books, or binds them at once", async () => {
    const later = { ipv4: 1, ipv6: 0, bindNow: false };
    const books = await ended(await performAddAddresses(await opened("101"), later, "key-later", staff));
    expect(books.outcome).toBe("done");
    const now = { ipv4: 1, ipv6: 1, bindNow: true };
    const bound = await ended(await performAddAddresses(await opened("101"), now, "key-now", staff));
    expect(bound.outcome).toBe("done");
    expect(
      (await sent("vm_addip")).map(({ params }) => [params.ip_num, params.ipv6_num, params.binding_ip]),
    ).toEqual([
      ["1", undefined, "0"],
      ["1", "1", "1"],
    ]);
  });

  it("adds no addresses where the row before didn't come, so that none of the old is taken for new", async () => {
    const owned = await opened("101");
    await simulator().control.addFault({ kind: "empty", nth: 2, match: { action: "hyper" } });
    const asked = { ipv4: 1, ipv6: 0, bindNow: false };
    expect(await performAddAddresses(owned, asked, "key-no-row", staff)).toMatchObject({
      code: "master-down",
      operation: { outcome: "not-sent" },
    });
    expect(await sent("vm_addip")).toEqual([]);
  });

  it("takes no single empty answer for a deletion whose own answer was lost", async () => {
    const owned = await opened("101");
    await simulator().control.addFault({ kind: "reset", when: "before", match: { action: "vm_delete" } });
    await simulator().control.addFault({
      kind: "missing-rows",
      keep: 0,
      nth: 3,
      match: { action: "hyper" },
    });
    const { operation } = await performDelete(owned, true, "key-lost-delete", staff);
    const id = operation?.id ?? "";
    await vi.waitFor(async () => expect((await sent("hyper")).length).toBeGreaterThan(4), {
      timeout: 15_000,
    });
    expect(await readOperation(id)).toMatchObject({ outcome: "checking", probe: { goneSince: null } });
    await settle(id, { outcome: "unconfirmed" });
  });

  it("deletes what the master allows, and by force the rest", async () => {
    const refused = await performDelete(await opened("101"), false, "key-polite", staff);
    expect(refused).toMatchObject({ ok: false, code: "refused" });
    const row = await ended(await performDelete(await opened("101"), true, "key-forced", staff));
    expect(row.outcome).toBe("done");
    expect(await openHost(staff, "101")).toBeNull();
    expect((await sent("vm_delete")).map(({ params }) => params.forcedelete)).toEqual(["0", "1"]);
  });
});
