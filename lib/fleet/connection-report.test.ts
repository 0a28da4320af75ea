import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { accounts } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { learnOwnerFilter } from "@/lib/hosts/mirror/owner-filter";
import { syncFleet } from "@/lib/hosts/mirror/sync-fleet";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { flushCalls, master } from "@/lib/master";
import { parseVmId } from "@/lib/rstack/ids";
import { connectionReport } from "./connection-report";

useTestDatabase();
const sim = useSimulatedMaster();
beforeEach(async () => {
  await sim.control.reset();
  await database().execute(sql`truncate hosts, tenancies, mirror_syncs, master_profile, accounts cascade`);
});
const customer = (userId: string) =>
  database()
    .insert(accounts)
    .values({ username: userId, usernameKey: userId, role: "customer", userId, passwordHash: null });

describe("the connection report", () => {
  it("is quiet where all is well", async () => {
    await customer("10001");
    await syncFleet();
    await learnOwnerFilter();
    await flushCalls();
    const report = await connectionReport();
    expect(report).toMatchObject({
      test: { ok: true, diagnosis: null },
      breaker: "closed",
      mirror: { mode: "each-customer", doubled: 0, heldBack: null },
      owner: { field: "userid", found: true, candidates: [] },
      noHosts: [],
    });
    expect(report.owner.shownHosts).toBeGreaterThan(0);
    expect(report.mirror.ageMs).toBeLessThan(60_000);
    expect(report.lastHour.calls).toBeGreaterThan(0);
    expect(JSON.stringify(report)).not.toContain("simulator-secret");
  });

  it("says that nothing was listed yet, and that there is no customer", async () => {
    expect((await connectionReport()).noHosts).toEqual(["never-listed", "no-customer-account"]);
  });

  it("says that the owner column is missing, and which one looks like it", async () => {
    await customer("10001");
    await sim.control.setSettings({ ownerColumn: "customer_id" });
    await syncFleet();
    const report = await connectionReport();
    expect(report.noHosts).toEqual(["owner-column-missing"]);
    expect(report.owner).toMatchObject({ found: false, columnThere: false, candidates: ["customer_id"] });
  });

  it("says that the owners are other people than the accounts", async () => {
    await customer("somebody-else");
    await syncFleet();
    expect((await connectionReport()).noHosts).toEqual(["owners-match-no-account"]);
  });

  it("shows a held-back list with its numbers", async () => {
    await sim.control.reset({ fleet: 100 });
    await syncFleet();
    for (const host of (await sim.control.hosts()).slice(0, 50)) await sim.control.removeHost(host.id);
    await syncFleet();
    expect((await connectionReport()).mirror.heldBack).toMatchObject({
      rows: 50,
      before: 100,
      accepted: false,
    });
  });

  it("causes no listing of the fleet", async () => {
    await syncFleet();
    await sim.control.clearJournal();
    await connectionReport();
    expect((await sim.control.journal()).calls.map((call) => call.action)).toEqual(["test"]);
  });

  it("names the causes that are left of a refusal, and that customers see nothing for it", async () => {
    await customer("10001");
    await sim.control.setSettings({ secret: "another" });
    const report = await connectionReport();
    expect(report.test.diagnosis).toMatchObject({
      kind: "refused",
      cause: null,
      left: ["signature", "address-list"],
    });
    expect(report.noHosts).toEqual(["master-refuses", "never-listed"]);
    await flushCalls();
    expect((await connectionReport()).lastFault).toMatchObject({
      action: "test",
      diagnosis: { kind: "refused" },
    });
  });

  it("names the host that the last refusal was about", async () => {
    await syncFleet();
    await sim.control.addFault({
      kind: "refuse",
      when: "before",
      text: "no such disk",
      match: { action: "vm_state" },
    });
    const vmId = parseVmId("101");
    if (!vmId) throw new Error("no id");
    await master().readState(vmId, { priority: "list" });
    await sim.control.removeFaults();
    await flushCalls();
    expect((await connectionReport()).lastFault).toMatchObject({
      action: "vm_state",
      host: { vmId, name: "web01" },
      diagnosis: { words: "no such disk" },
    });
  });

  it("says that the breaker holds calls back, and names the fault that opened it", async () => {
    await sim.control.addFault({ kind: "http-status", status: 502, match: { action: "test" } });
    let report = await connectionReport();
    for (let calls = 1; report.breaker !== "open"; calls++) {
      expect(calls).toBeLessThan(10);
      report = await connectionReport();
    }
    await flushCalls();
    report = await connectionReport();
    expect(report.test).toMatchObject({ ok: false, diagnosis: { kind: "not-sent", cause: "breaker" } });
    expect(report.lastFault).toMatchObject({ action: "test", diagnosis: { cause: "http-status" } });
  });
});
