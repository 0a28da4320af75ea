import { beforeEach, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { publish, subscribe } from "@/lib/db/notify";
import { hosts } from "@/lib/db/schema";
import { useTestDatabase } from "@/lib/db/testing";
import { parseUserId } from "@/lib/rstack/ids";
import { hostListFor } from "../host-list";
import { hostViewOf } from "../host-read";
import { keepTenancies } from "../mirror/tenancies";
import { openHost } from "../owned-host";
import { labelOf, saveLabel, tagHosts } from "./labels";
import { MOST_TAGS } from "./tags";

useTestDatabase();

const viewer = (userId: string): Viewer => ({
  accountId: "00000000-0000-4000-8000-000000000001",
  sessionId: "00000000-0000-4000-8000-000000000002",
  role: "customer",
  username: "u",
  displayName: "u",
  userId: parseUserId(userId),
  locale: null,
  theme: "system",
  timeZone: null,
  view: null,
});
const open = async (userId: string) => {
  const owned = await openHost(viewer(userId), "7");
  if (!owned) throw new Error("not theirs");
  return owned;
};
const row = (of: { owner: string; guid: string }) => ({
  vmId: "7",
  name: "vps-7",
  seenAt: new Date(),
  ...of,
});
/** As the mirror does it when a list tells of a new owner or guid. */
async function becomes(of: { owner: string; guid: string }) {
  await database()
    .insert(hosts)
    .values(row(of))
    .onConflictDoUpdate({ target: hosts.vmId, set: row(of) });
  await database().transaction((tx) => keepTenancies(tx, ["7"]));
}

beforeEach(async () => {
  await database().execute("truncate host_labels, tenancies, hosts cascade");
  await becomes({ owner: "10001", guid: "a" });
});

it("shows a host's own name and note on its page and in the list, and what RStack calls it", async () => {
  const owned = await open("10001");
  await saveLabel(owned, { name: "shop", note: "pays the rent" });
  const shown = { name: "shop", masterName: "vps-7", note: "pays the rent" };
  expect(await hostViewOf(owned, viewer("10001"))).toMatchObject(shown);
  expect((await hostListFor(viewer("10001"))).hosts).toMatchObject([shown]);
  await saveLabel(owned, { name: null, note: "pays the rent" });
  expect(await hostViewOf(owned, viewer("10001"))).toMatchObject({ name: "vps-7", note: "pays the rent" });
  await saveLabel(owned, { name: null, note: null });
  expect(await hostViewOf(owned, viewer("10001"))).toMatchObject({ name: "vps-7", note: null });
});

it("hides a label from the host's next owner, also when its id is used again", async () => {
  const first = await open("10001");
  await saveLabel(first, { name: "shop", note: "secret" });
  await becomes({ owner: "10002", guid: "a" });
  expect(await hostViewOf(await open("10002"), viewer("10002"))).toMatchObject({ name: "vps-7", note: null });
  // Handed back under another guid: another host with an old number.
  await becomes({ owner: "10001", guid: "b" });
  const again = await open("10001");
  expect(again.tenancyId).not.toBe(first.tenancyId);
  expect(await labelOf(again.tenancyId)).toEqual({ name: null, note: null, tags: [] });
  expect((await hostListFor(viewer("10001"))).hosts).toMatchObject([{ name: "vps-7", note: null }]);
});

it("puts a tag on many hosts of one customer, and takes it off again", async () => {
  const others = [
    { vmId: "8", name: "vps-8", owner: "10001", guid: "b", seenAt: new Date() },
    { vmId: "9", name: "vps-9", owner: "10002", guid: "c", seenAt: new Date() },
  ];
  await database().insert(hosts).values(others);
  await database().transaction((tx) => keepTenancies(tx, ["8", "9"]));
  const ann = parseUserId("10001");
  const bob = parseUserId("10002");
  if (!ann || !bob) throw new Error("no customers");
  const tagsOf = async (of: string) =>
    Object.fromEntries((await hostListFor(viewer(of))).hosts.map(({ id, tags }) => [id, tags]));
  const tag = (tag: string, on: boolean, ids = ["7", "8", "9"]) => tagHosts(ann, ids, { tag, on });
  await saveLabel(await open("10001"), { name: "shop", note: null });
  expect(await tag("prod", true)).toBe("done");
  expect(await tag("prod", true)).toBe("done");
  expect(await tag("eu", true, ["7"])).toBe("done");
  expect(await tagsOf("10001")).toEqual({ 7: ["prod", "eu"], 8: ["prod"] });
  expect(await tagsOf("10002")).toEqual({ 9: [] });
  // Pages hear of what changed alone.
  const heard = new Set<string>();
  const end = subscribe((notice) => notice.type === "host" && heard.add(notice.vmId));
  const allHeard = (vmId: string) =>
    vi.waitFor(async () => {
      await publish(database(), { type: "host", vmId });
      expect(heard).toContain(vmId);
    });
  await allHeard("first");
  await tag("eu", true);
  await tag("eu", false, ["8"]);
  await tag("prod", true);
  await allHeard("last");
  end();
  expect([...heard]).toEqual(["first", "8", "last"]);
  expect(await tag("prod", true, ["9"])).toBe("none");
  // Its name is one thing, its tags are another.
  await saveLabel(await open("10001"), { name: null, note: null });
  expect(await tagsOf("10001")).toEqual({ 7: ["prod", "eu"], 8: ["prod"] });
  expect(await tag("prod", false)).toBe("done");
  expect(await tagsOf("10001")).toEqual({ 7: ["eu"], 8: [] });
  for (let n = 1; n < MOST_TAGS; n += 1) await tag(`t${n}`, true, ["7"]);
  expect(await tag("more", true)).toEqual({ full: ["7"] });
  expect((await tagsOf("10001"))[8]).toEqual(["more"]);
  expect((await tagsOf("10001"))[7]).toHaveLength(MOST_TAGS);
  await becomes({ owner: "10002", guid: "a" });
  expect(await tagsOf("10002")).toEqual({ 7: [], 9: [] });
});
