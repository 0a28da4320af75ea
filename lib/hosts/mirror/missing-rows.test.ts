import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { hosts } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { master } from "@/lib/master";
import { vm } from "@/lib/operations/testing";
import type { Rows } from "@/lib/rstack/bulk/packed-rows";
import type { UserId } from "@/lib/rstack/ids";
import type { HostRow } from "@/lib/rstack/master-client";
import { confirmedAt, readStep } from "./confirmed-at";
import { markMissing } from "./missing-rows";
import { readOne } from "./read-one";
import { mirrorTick } from "./start-mirror";
import { syncFleet } from "./sync-fleet";

useTestDatabase();
const sim = useSimulatedMaster();
beforeEach(async () => {
  await database().execute(sql`truncate hosts, tenancies, mirror_syncs, master_profile cascade`);
  await sim.control.reset();
  await syncFleet();
});

const rowOf = async (vmId: string) => {
  const [row] = await database().select().from(hosts).where(eq(hosts.vmId, vmId));
  if (!row) throw new Error("no row");
  return row;
};

it("lets no list confirm a row that it lacked before the host was asked for by its id", async () => {
  await markMissing([], null, new Date(), "content");
  await syncFleetTime();
  expect((await confirmedNow()).getTime()).toBe(0);
  await readOne(vm("101"), { priority: "mirror" });
  expect((await confirmedNow()).getTime()).toBeGreaterThan(Date.now() - 60_000);
  await syncFleet();
  expect((await rowOf("102")).missingSince).toBeNull();
});

const confirmedNow = async () => {
  const row = await rowOf("101");
  return confirmedAt(row, row.owner ? (await readStep(row.owner as UserId)).asOf : null);
};

/** As if a list had come just now. */
const syncFleetTime = () => database().execute(sql`update mirror_syncs set finished_at = now()`);

it("asks in the background for the hosts that one sync had no calls left for", async () => {
  await sim.control.removeHost("102");
  const rest = (await master().listAllHosts({ priority: "mirror" })) as { value: { rows: Rows<HostRow> } };
  await markMissing(
    [...rest.value.rows].map(({ vmId }) => vmId),
    null,
    new Date(Date.now() + 1),
    "content",
  );
  await database().execute(sql`update hosts set missing_since = now() - interval '1 minute'`);
  await Promise.all((await mirrorTick()).work);
  expect((await rowOf("102")).goneAt).not.toBeNull();
  const left = await database().execute(sql`select 1 from hosts where missing_since is not null`);
  expect(left.rows).toEqual([]);
  expect((await rowOf("101")).goneAt).toBeNull();
});
