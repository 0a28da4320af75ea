import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { surveyMaster, surveyOptionsOf } from "@/lib/fleet/survey/survey-master";
import { shapesOf } from "@/lib/fleet/survey/write-shapes";
import { unlimitedBudget } from "@/lib/rstack/budget";
import { createMasterClient } from "@/lib/rstack/client";
import { createShapeRecorder } from "@/lib/rstack/survey/record-shapes";
import { config } from "../config";
import { database } from "../db/connection";
import { useTestDatabase } from "../db/testing";
import { dialectOf } from "../simulator/wire/dialect";
import { settingsOfShapes } from "../simulator/wire/shapes";
import { hostListFor } from "./host-list";
import { hostViewOf } from "./host-read";
import { mediaViewOf } from "./media/show-media";
import { learnMaster } from "./mirror/learn-master";
import { syncFleet } from "./mirror/sync-fleet";
import { readNetwork } from "./network/read-network";
import { reinstallViewOf } from "./reinstall/show-reinstall";
import { snapshotsViewOf } from "./snapshots/show-snapshots";
import { ann } from "./testing/ann";
import { hostOfAnn } from "./testing/on-simulator";
import { useSimulatedMaster } from "./testing/simulated-master";

useTestDatabase();
const sim = useSimulatedMaster();

/** With snapshots and a full backup; behind a shared address, with ports and domains; Windows. */
const HOSTS = ["101", "106", "105"];

async function recordShapes(): Promise<string> {
  const { rstack } = config();
  const recorder = createShapeRecorder(rstack);
  const client = createMasterClient({ ...rstack, budget: unlimitedBudget, onAnswer: recorder.note });
  try {
    return JSON.stringify(
      shapesOf(await surveyMaster(client, surveyOptionsOf(config())), recorder.replies()),
    );
  } finally {
    await client.close();
  }
}

/** All that a customer's pages show of these hosts, from an empty mirror on; when it was read differs. */
async function pages(): Promise<unknown> {
  await database().execute(sql`truncate hosts, tenancies, mirror_syncs, master_profile cascade`);
  await syncFleet();
  // It asks about hosts of its own choice, which may not be enough. What was learnt is read every other second; until then
  // what was known before holds.
  const learntOf = async () => {
    expect(await learnMaster()).toBe("done");
    return JSON.stringify([
      await snapshotsViewOf(await hostOfAnn("101")),
      await readNetwork(await hostOfAnn("106")),
    ]);
  };
  await expect
    .poll(learntOf, { timeout: 20_000, interval: 500 })
    .not.toMatch(/"createdAt":null|no column vmid/);
  await syncFleet();
  const hosts = await Promise.all(
    HOSTS.map(async (id) => {
      const owned = await hostOfAnn(id);
      return {
        view: await hostViewOf(owned, ann),
        snapshots: withoutNames(await snapshotsViewOf(owned)),
        network: await readNetwork(owned),
        media: await mediaViewOf(owned),
        reinstall: await reinstallViewOf(owned),
      };
    }),
  );
  const whole = { list: (await hostListFor(ann)).hosts, hosts };
  return JSON.parse(
    JSON.stringify(whole, (key, value) =>
      /^(asOf|stateAt|readAt|confirmedAt|now)$/.test(key) ? "…" : value,
    ),
  );
}

/** A copy's name is the master's: no shape holds it. */
const withoutNames = (view: unknown): unknown =>
  JSON.parse(JSON.stringify(view, (key, value) => (key === "name" || key === "shown" ? "…" : value)));

describe.each(["", "stranger", "host=untold,empty=brackets,times=text"])("in the dialect '%s'", (dialect) => {
  it("recorded shapes, played back, give the same pages", async () => {
    await sim.control.reset();
    await sim.control.setSettings({ dialect: dialectOf(dialect) });
    const [shapes, shown] = [await recordShapes(), await pages()];
    await sim.control.setSettings({ dialect: dialectOf(""), ...settingsOfShapes(shapes) });
    expect(await pages()).toEqual(shown);
    expect(JSON.stringify(shown)).toContain("web01");
  });
});
