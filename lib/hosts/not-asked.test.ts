import { sql } from "drizzle-orm";
import { LRUCache } from "lru-cache";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { database } from "@/lib/db/connection";
import { useTestDatabase } from "@/lib/db/testing";
import { master } from "@/lib/master";
import { perProcess } from "@/lib/per-process";
import { parseUserId, type UserId } from "@/lib/rstack/ids";
import { readProfile, writeProfile } from "./mirror/profile";
import { syncOwner } from "./mirror/sync-owner";
import { findHost } from "./owned-host";
import { ann } from "./testing/ann";
import { useSimulatedMaster } from "./testing/simulated-master";

useTestDatabase();
const sim = useSimulatedMaster();
const user = (text: string): UserId => {
  const id = parseUserId(text);
  if (!id) throw new Error(text);
  return id;
};
const staff: Viewer = { ...ann, role: "admin", userId: null };

const OWN = "101";
/** Bob's, and in the mirror. */
const ANOTHERS = "201";
const NOBODYS = "999999";
const FOREIGN = [ANOTHERS, NOBODYS];

let session = 0;
/** In a session of its own: how many unknown ids it may ask for is limited. */
const find = async (id: string, viewer: Viewer = ann) => {
  const found = await findHost({ ...viewer, sessionId: `session-${session++}` }, id);
  return typeof found === "object" ? (found?.vmId ?? null) : found;
};

/** Later than anything that a process keeps for some seconds; rows of the database stay as they are. */
function later(): void {
  vi.setSystemTime(Date.now() + 10_000);
  perProcess("hosts not confirmed", () => new LRUCache<string, true>({ max: 1 })).clear();
}

beforeEach(async () => {
  await sim.control.reset();
  await database().execute(
    sql`truncate hosts, tenancies, mirror_syncs, master_profile, refused_host_ids cascade`,
  );
  await syncOwner(user("10002"), "mirror");
  vi.useFakeTimers({ toFake: ["Date"] });
  later();
});
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await sim.control.removeFaults();
});

const allSay = async (answer: "not-asked" | null, ids: string[], viewer: Viewer = ann) => {
  for (const id of ids) expect(await find(id, viewer), id).toBe(answer);
};

describe("a host that could not be asked for", () => {
  it("is neither found nor not there while the master is known to be silent, and the master isn't asked", async () => {
    // The answers of before are noted up to a second later, and would take back what is written here.
    await expect.poll(async () => (await readProfile())?.lastAnswerAt).toBeTruthy();
    await sim.control.addFault({ kind: "http-status" });
    await writeProfile({ downSince: new Date() });
    const asked = vi.spyOn(master(), "readHost");
    await allSay("not-asked", [OWN, ...FOREIGN]);
    await allSay("not-asked", [OWN, NOBODYS], staff);
    expect(asked).not.toHaveBeenCalled();
    // But whether it answers again is.
    await expect
      .poll(async () => (await sim.control.journal({ action: "test" })).calls.length)
      .toBeGreaterThan(0);
    await allSay(null, ["0101", "1e2", ""]);
  });

  it.each([
    ["no answer", { kind: "http-status" }],
    ["an empty body", { kind: "empty" }],
    ["a refusal", { kind: "refuse" }],
  ] as const)("is the same for everybody's ids where the answer is %s", async (_, fault) => {
    await sim.control.addFault({ ...fault, match: { action: "hyper" } });
    await allSay("not-asked", [OWN, ...FOREIGN]);
    await allSay("not-asked", [OWN, NOBODYS], staff);
    await sim.control.removeFaults();
    // Two faults in a row are noted as a silent master, and the next answer takes a moment to be noted.
    const answeredAgain = async () => {
      later();
      expect(await find(OWN)).toBe(OWN);
      expect(await find(OWN, staff)).toBe(OWN);
      await allSay(null, FOREIGN);
    };
    await vi.waitFor(answeredAgain, { timeout: 10_000, interval: 100 });
  });

  it.each(["empty", "refuse"] as const)(
    "is that on a cold mirror, too, where every answer is %s",
    async (kind) => {
      await database().execute(sql`truncate hosts, tenancies cascade`);
      await sim.control.addFault({ kind, match: { action: ["hyper", "test"] } });
      await allSay("not-asked", [OWN, NOBODYS]);
    },
  );

  it("is not there once another host shows that lists have content, where those that were seen last are gone", async () => {
    const gone = ["9001", "9002", "9003", "9004"];
    for (const id of gone) await sim.control.addHost({ id, userid: "10002", vmname: `gone${id}` });
    await syncOwner(user("10002"), "mirror");
    await database().execute(
      sql`update hosts set seen_at = now() + interval '1 second' where vm_id like '900%'`,
    );
    await sim.control.reset();
    later();
    // Three of them are asked for, and come empty.
    await allSay("not-asked", [NOBODYS], staff);
    later();
    await allSay(null, ["999998"], staff);
  });

  it("is everybody's id once a session asked for ten, until the minute is over", async () => {
    const inOneSession = (id: string) => findHost({ ...ann, sessionId: "twelve-tabs" }, id);
    for (let id = 900_001; id <= 900_010; id += 1) expect(await inOneSession(String(id))).toBeNull();
    for (const id of [OWN, ...FOREIGN]) expect(await inOneSession(id), id).toBe("not-asked");
    // What was answered stays answered.
    expect(await inOneSession("900001")).toBeNull();
  });

  it("is that for whoever asked, and tells no other customer that the id exists", async () => {
    await sim.control.addFault({ kind: "empty", match: { action: "hyper" } });
    const bob: Viewer = { ...ann, userId: user("10002") };
    await database().execute(sql`update hosts set seen_at = 'epoch', confirmed_at = 'epoch'`);
    await database().execute(sql`truncate mirror_syncs`);
    // Bob's is shown from the mirror; that it couldn't be confirmed is remembered.
    expect(await find(ANOTHERS, bob)).toBe(ANOTHERS);
    await allSay("not-asked", [NOBODYS], bob);
    await sim.control.removeFaults();
    await allSay(null, FOREIGN);
  });

  it("is another's, too, while the master's lists have no content", async () => {
    // Only the hosts that show whether lists have content come empty: enough of them for each time that some are asked for.
    for (const name of "abcdefghijkl") await sim.control.addHost({ userid: "10002", vmname: name });
    await syncOwner(user("10002"), "mirror");
    later();
    const others = (await sim.control.hosts("10002")).filter(({ id }) => id !== ANOTHERS);
    for (const { id } of others) {
      await database().execute(sql`update hosts set seen_at = now() + interval '1 hour' where vm_id = ${id}`);
      await sim.control.addFault({ kind: "empty", match: { action: "hyper", params: { id } } });
    }
    for (const id of FOREIGN) {
      later();
      expect(await find(id), id).toBe("not-asked");
    }
  });

  it("is not there although the host that was seen last is deleted, which no list has told yet", async () => {
    await database().execute(sql`update hosts set seen_at = now() + interval '1 hour' where vm_id = '202'`);
    await sim.control.removeHost("202");
    await allSay(null, FOREIGN);
  });

  it("stays shown from the mirror when it is theirs there", async () => {
    // Noted up to a second later, and it would take back what is written here.
    const answered = async () => (await readProfile())?.lastAnswerAt?.getTime() ?? 0;
    await expect.poll(answered).toBeGreaterThan(0);
    const before = await answered();
    later();
    await syncOwner(user("10001"), "mirror");
    await expect.poll(answered, { timeout: 5_000 }).toBeGreaterThan(before);
    await writeProfile({ downSince: new Date() });
    expect(await find(OWN)).toBe(OWN);
    await allSay("not-asked", FOREIGN);
  });
});

it("asks the same of the master for another's host as for one that is not there", async () => {
  const questions: string[][] = [];
  for (const id of FOREIGN) {
    later();
    const since = (await sim.control.journal()).last;
    expect(await find(id)).toBeNull();
    const { calls } = await sim.control.journal({ since });
    questions.push(calls.map(({ action, params }) => `${action} ${Object.keys(params)}`));
  }
  expect(questions).toEqual([
    ["hyper id", "hyper id"],
    ["hyper id", "hyper id"],
  ]);
});
