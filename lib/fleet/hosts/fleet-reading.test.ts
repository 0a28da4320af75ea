import { sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { useTestDatabase } from "@/lib/db/testing";
import { readScopes } from "@/lib/hosts/mirror/scopes";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { fleetReadingOf, readFleetNow } from "./fleet-reading";

useTestDatabase();
const sim = useSimulatedMaster();
beforeEach(async () => {
  await sim.control.reset({ fleet: 60 });
  await database().execute(sql`truncate hosts, tenancies, mirror_syncs cascade`);
});

const reading = async () => fleetReadingOf((await readScopes(["fleet"])).get("fleet"));
const lists = async () => (await sim.control.journal({ action: "hyper" })).calls.length;
const over = () => expect.poll(async () => (await reading()).readingSince).toBeNull();
const later = () => Date.now() + 60_000;

it("has the list read at once, as often as it is asked for once in half a minute and by one at a time", async () => {
  expect(await reading()).toMatchObject({ finishedAt: null, readingSince: null, failedAt: null });
  const begun = await Promise.all([readFleetNow(), readFleetNow(), readFleetNow()]);
  expect(begun.filter(Boolean)).toHaveLength(1);
  await over();
  expect(await reading()).toMatchObject({
    ...{ restsUntil: null, failedAt: null, heldBackAt: null },
    finishedAt: expect.stringMatching(/^\d{4}-/),
  });
  expect(await readFleetNow()).toBe(false);
  expect(await lists()).toBe(1);
  expect(await readFleetNow(later())).toBe(true);
  await over();
  expect(await lists()).toBe(2);
});

it("says that it goes on while it does", async () => {
  await sim.control.addFault({ kind: "delay", match: { action: "hyper" }, when: "before", delayMs: 300 });
  expect(await readFleetNow()).toBe(true);
  expect(await reading()).toMatchObject({ readingSince: expect.stringMatching(/^\d{4}-/), failedAt: null });
  await over();
});

it("tells a try that brought no list, keeps the age of the last one, and gives the master a rest", async () => {
  await readFleetNow();
  await over();
  const { finishedAt } = await reading();
  await sim.control.addFault({ kind: "refuse", match: { action: "hyper" }, text: "no" });
  expect(await readFleetNow(later())).toBe(true);
  await over();
  expect(await reading()).toMatchObject({
    ...{ finishedAt, readingSince: null },
    failedAt: expect.stringMatching(/^\d{4}-/),
    restsUntil: expect.stringMatching(/^\d{4}-/),
  });
  expect(await readFleetNow(later())).toBe(false);
});

it("a list that is held back is no failure", async () => {
  await readFleetNow();
  await over();
  for (const host of (await sim.control.hosts()).slice(0, 30)) await sim.control.removeHost(host.id);
  await readFleetNow(later());
  await over();
  expect(await reading()).toMatchObject({ failedAt: null, heldBackAt: expect.stringMatching(/^\d{4}-/) });
});
