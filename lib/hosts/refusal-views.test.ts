import { describe, expect, it } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { operationViewOf } from "@/lib/operations/present";
import { ALL_ACTIVITY } from "./activity/activity-filter";
import { readActivity } from "./activity/read-activity";
import { hostListFor } from "./host-list";
import { hostViewOf } from "./host-read";
import { mediaViewOf } from "./media/show-media";
import { powerCommands } from "./power/power-commands";
import { ann } from "./testing/ann";
import { hostOfAnn, operationsOf, useSimulatedHosts } from "./testing/on-simulator";

const { simulator } = useSimulatedHosts();

const HOST = "109";
const RAW = "database is gone | code=5 | secret=canary";

const staff: Viewer = { ...ann, accountId: crypto.randomUUID(), role: "support", userId: null };
const staffAsAnn: Viewer = {
  ...staff,
  role: "customer",
  userId: ann.userId,
  view: {
    id: crypto.randomUUID(),
    userId: ann.userId as NonNullable<Viewer["userId"]>,
    customerName: "Ann",
    staffRole: "support",
    reason: "",
    until: new Date(Date.now() + 60_000).toISOString(),
    changes: true,
    over: false,
  },
};

const refuse = (text: string) =>
  simulator().control.addFault({ kind: "refuse", match: { action: "vm_start" }, text });

async function start() {
  return powerCommands.start.run(await hostOfAnn(HOST), {}, crypto.randomUUID(), ann);
}

/** All that a customer is told of a host's operations. */
async function readBy(viewer: Viewer) {
  const owned = await hostOfAnn(HOST);
  return [
    await hostViewOf(owned, viewer),
    await hostListFor(viewer),
    await readActivity({ tenancyId: owned.tenancyId }, ALL_ACTIVITY, viewer),
  ];
}

describe("a refusal that is no readable sentence", () => {
  it.each([
    ["the customer", ann],
    ["staff who view as the customer", staffAsAnn],
  ])("is withheld from %s in the result, the host's page, the list and Activity", async (_, viewer) => {
    await refuse(RAW);
    const result = await powerCommands.start.run(await hostOfAnn(HOST), {}, crypto.randomUUID(), viewer);
    expect(result).toMatchObject({ code: "refused", operation: { outcome: "refused", refusal: null } });
    const told = JSON.stringify([result, await readBy(viewer)]);
    expect(told).toContain('"outcome":"refused"');
    expect(told).not.toMatch(/canary|code=5|database/);
  });

  it("is kept, and shown to staff in full", async () => {
    await refuse(RAW);
    await start();
    const row = (await operationsOf(HOST)).at(-1);
    expect(row).toMatchObject({ outcome: "refused", refusal: RAW });
    expect(row && operationViewOf(row, staff).refusal).toBe(RAW);
  });

  it("is withheld where a list is refused", async () => {
    await simulator().control.addFault({ kind: "refuse", match: { action: "vm_cd_manage" }, text: RAW });
    expect((await mediaViewOf(await hostOfAnn(HOST))).media).toEqual({
      ok: false,
      problem: { kind: "refused", text: "" },
    });
  });
});

it("shows the customer a refusal that is a sentence", async () => {
  await refuse("the node is under maintenance");
  expect(await start()).toMatchObject({ operation: { refusal: "the node is under maintenance" } });
});
