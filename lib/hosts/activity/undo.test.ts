import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { database } from "../../db/connection";
import { operations } from "../../db/schema";
import type { UndoView } from "../../operations/operation-view";
import { HOST_COMMANDS } from "../commands";
import { ejectMedium } from "../media/media-commands";
import { mediaViewOf } from "../media/show-media";
import { unbindDomain } from "../network/domains";
import { removePort } from "../network/ports";
import { ann } from "../testing/ann";
import { ended, hostOfAnn, useSimulatedHosts } from "../testing/on-simulator";
import { ALL_ACTIVITY } from "./activity-filter";
import { readActivity } from "./read-activity";

const { simulator } = useSimulatedHosts();
beforeEach(async () => {
  await database().delete(operations);
});

const [SHARED, WITH_DISC] = ["105", "103"];
const [PORT_RULE, DOMAIN_RULE] = ["51", "53"];
const key = () => crypto.randomUUID();
type Scope = Omit<Parameters<typeof readActivity>[0], "owner" | "tenancyId">;

/** What the list of a host offers to undo, newest first; null where nothing. */
async function offered(vmId: string, as = ann, scope: Scope = {}): Promise<(UndoView | null)[]> {
  const { tenancyId } = await hostOfAnn(vmId);
  const { entries } = await readActivity({ tenancyId, ...scope }, ALL_ACTIVITY, as);
  return entries.map(({ operation }) => operation.undo ?? null);
}

async function undo(vmId: string, { kind, fields }: UndoView) {
  const command = HOST_COMMANDS[kind as keyof typeof HOST_COMMANDS];
  return ended(await command.run(await hostOfAnn(vmId), fields as never, key(), ann));
}

const mappings = async () =>
  (await simulator().control.rules())
    .filter(({ vmid }) => vmid === SHARED)
    .map(({ privateport, domainname }) => `${domainname}>${privateport}`)
    .sort();

const CASES = [
  {
    what: "a domain",
    vmId: SHARED,
    take: async () => unbindDomain.run(await hostOfAnn(SHARED), { mappingId: DOMAIN_RULE }, key(), ann),
    there: mappings,
  },
  {
    what: "a port",
    vmId: SHARED,
    take: async () => removePort.run(await hostOfAnn(SHARED), { mappingId: PORT_RULE }, key(), ann),
    there: mappings,
  },
  {
    what: "an ISO image",
    vmId: WITH_DISC,
    take: async () => ejectMedium.run(await hostOfAnn(WITH_DISC), {}, key(), ann),
    there: async () => (await mediaViewOf(await hostOfAnn(WITH_DISC))).drive,
  },
];

it.each(CASES)("$what that was taken away comes back by what its line offers, once", async (one) => {
  const before = await one.there();
  expect((await ended(await one.take())).outcome).toBe("done");
  expect(await one.there()).not.toEqual(before);
  const [offer] = await offered(one.vmId);
  if (!offer) throw new Error("nothing is offered");
  expect((await undo(one.vmId, offer)).outcome).toBe("done");
  expect(await one.there()).toEqual(before);
  expect(await offered(one.vmId)).toEqual([null, null]);
});

it("an undo is offered for a day, and to nobody who may only look", async () => {
  const row = await ended((await CASES[0]?.take()) ?? { ok: true });
  const view = { ...ann, view: { id: key(), changes: false } as never };
  expect(await offered(SHARED)).toEqual([expect.objectContaining({ kind: "bind-domain" })]);
  expect(await offered(SHARED, view)).toEqual([null]);
  expect(await offered(SHARED, ann, { guest: { role: "operate", mayReinstall: false } })).toEqual([null]);
  expect(await offered(SHARED, ann, { guest: { role: "manage", mayReinstall: false } })).not.toEqual([null]);
  await database()
    .update(operations)
    .set({ endedAt: sql`now() - interval '24 hours'` })
    .where(eq(operations.id, row.id));
  expect(await offered(SHARED)).toEqual([null]);
});

it("a new system ends what could be undone before it", async () => {
  const row = await ended((await CASES[1]?.take()) ?? { ok: true });
  expect(await offered(SHARED)).toEqual([expect.objectContaining({ kind: "add-port" })]);
  const { id: _, startedAt: __, ...like } = row;
  await database()
    .insert(operations)
    .values({ ...like, kind: "reinstall", formKey: key() });
  expect(await offered(SHARED)).toEqual([null, null]);
});

it("a port that comes back under another public number says both", async () => {
  const was = (await simulator().control.rules()).find(({ id }) => id === PORT_RULE);
  await ended(await removePort.run(await hostOfAnn(SHARED), { mappingId: PORT_RULE }, key(), ann));
  const [offer] = await offered(SHARED);
  if (!offer) throw new Error("nothing is offered");
  const { params } = await undo(SHARED, offer);
  expect(params).toMatchObject({ publicBefore: Number(was?.publicport) });
  const { tenancyId } = await hostOfAnn(SHARED);
  const { entries } = await readActivity({ tenancyId }, ALL_ACTIVITY, ann);
  const now = (await simulator().control.rules()).findLast(({ vmid }) => vmid === SHARED);
  expect(entries[0]?.operation.moved).toEqual({
    before: Number(was?.publicport),
    now: Number(now?.publicport),
  });
});
