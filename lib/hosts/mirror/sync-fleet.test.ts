import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { useTestDatabase } from "@/lib/db/testing";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { fillPlaceNames } from "./place-names";
import { acceptHeldBackList, syncFleet } from "./sync-fleet";

useTestDatabase();
const sim = useSimulatedMaster();
beforeEach(async () => {
  await sim.control.reset({ fleet: 200 });
  await database().execute(sql`truncate hosts, tenancies, mirror_syncs cascade`);
});

describe("a whole-fleet list that shrinks", () => {
  it("is held back until staff accept it", async () => {
    expect(await syncFleet()).toBe("done");
    const all = await sim.control.hosts();
    for (const host of all.slice(0, 60)) await sim.control.removeHost(host.id);
    expect(await syncFleet()).toBe("held-back");
    const count = async () =>
      (await database().execute(sql`select 1 from hosts where gone_at is null`)).rows.length;
    expect(await count()).toBe(200);
    expect(await acceptHeldBackList()).toBe(true);
    expect(await syncFleet()).toBe("done");
    expect(await count()).toBe(140);
    expect(await acceptHeldBackList()).toBe(false);
  });

  it("is accepted in steps when it shrinks by less", async () => {
    await syncFleet();
    for (const host of (await sim.control.hosts()).slice(0, 39)) await sim.control.removeHost(host.id);
    expect(await syncFleet()).toBe("done");
  });
});

describe("host rows without the names of their places", () => {
  it("get them from the lists of areas and nodes, and keep them", async () => {
    await sim.control.addFault({
      kind: "drop-columns",
      match: { action: "hyper" },
      columns: ["areaname", "nodename"],
    });
    await syncFleet();
    await fillPlaceNames();
    const unnamed = sql`select 1 from hosts where area_name is null or node_name is null`;
    expect((await database().execute(unnamed)).rows).toEqual([]);
    await syncFleet();
    expect((await database().execute(unnamed)).rows).toEqual([]);
  });
});
