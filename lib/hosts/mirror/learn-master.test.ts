import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { database } from "@/lib/db/connection";
import { useTestDatabase } from "@/lib/db/testing";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { parseUserId } from "@/lib/rstack/ids";
import { dialectOf } from "@/lib/simulator/wire/dialect";
import { learnMaster } from "./learn-master";
import { learnOwnerFilter } from "./owner-filter";
import { readProfile } from "./profile";
import { mirrorTick, wantOwner } from "./start-mirror";
import { syncFleet } from "./sync-fleet";

useTestDatabase();
const sim = useSimulatedMaster();
beforeEach(async () => {
  await sim.control.reset();
  await database().execute(sql`truncate hosts, tenancies, mirror_syncs, master_profile cascade`);
});
const speak = (dialect: string) => sim.control.setSettings({ dialect: dialectOf(dialect) });
const proved = async () => (await readProfile())?.hostFilters ?? [];

describe("what is learnt of a master", () => {
  it("proves a list's filter where an unknown host has no rows and two hosts' differ", async () => {
    await speak("host=untold");
    await syncFleet();
    // On a busy machine a call may get no answer in time, which proves nothing; it is asked again then.
    await vi.waitFor(async () => {
      expect(await learnMaster()).toBe("done");
      expect(await proved()).toEqual(expect.arrayContaining(["hypernat", "hyperip"]));
    }, 15_000);
  });

  it("proves nothing on a master that ignores the filter", async () => {
    await speak("host=untold,filter=ignored");
    await syncFleet();
    await learnMaster();
    expect(await proved()).toEqual([]);
  });

  it("asks for no proof where rows say which host they are about", async () => {
    await syncFleet();
    await learnMaster();
    expect(await proved()).toEqual([]);
  });

  it("finds the master's time zone", async () => {
    await syncFleet();
    await learnMaster();
    expect((await readProfile())?.utcOffsetMinutes).toBe(480);
  });
});

describe("the question whether the master lists by owner", () => {
  it("doesn't keep a customer's own list from being read where its answer tells nothing", async () => {
    const userId = parseUserId("10001");
    if (!userId) throw new Error("unreachable");
    await sim.control.addFault({ kind: "body", body: "{}", match: { action: "hyper" } });
    await Promise.all((await mirrorTick()).work);
    await sim.control.removeFaults();
    await wantOwner(userId);
    await Promise.all((await mirrorTick()).work);
    const held = await database().execute(sql`select 1 from hosts where owner = '10001'`);
    expect(held.rows.length).toBeGreaterThan(0);
  });

  it("is answered as soon as the first list of all hosts names a customer to ask with", async () => {
    const tick = async () => Promise.all((await mirrorTick()).work);
    await tick();
    expect((await readProfile())?.knowsOwnerFilter).toBeNull();
    await tick();
    await tick();
    expect((await readProfile())?.knowsOwnerFilter).toBe(true);
  });

  it("lets the mirror start where its answer can't be read", async () => {
    await sim.control.addFault({ kind: "body", body: "{}", match: { action: "hyper" } });
    expect(await learnOwnerFilter()).toBe("unreadable");
    expect((await readProfile())?.ownerFilterAt).not.toBeNull();
  });
});
