import { inDatabase } from "../support/panel-rows";
import { filesBelow, routeFiles } from "../support/source-files";
import { expect, test } from "../support/test";
import { callAction, exportedActions } from "../support/wire";
import type { World } from "../support/world";
import { customerOf } from "./support/ask-all";

// Guests of 10002's host 201 as actors, on the wire: all pages and reads of a host, all actions. What each role may command
// is tried in app/every-action.test.ts.

const SHARED = "201";
/** The same owner's, and a third customer's. */
const OTHERS = ["202", "301"];
const ROLES = ["view", "operate", "manage"] as const;

/** How a right is over, or of another host: what is written, and by which statement it ends. */
const NO_RIGHT = {
  "that ended": "update guest_rights set ended_at = now(), ended_by = 'owner' where account_id = $1",
  "whose time is over": "update guest_rights set until = now() where account_id = $1",
  "of an owner's account that is disabled":
    "update accounts set disabled_at = now() where id in (select invited_by from guest_rights where account_id = $1)",
  "of a host that changed hands":
    "update guest_rights set tenancy_id = (select id from tenancies where vm_id = '101' and until is null) where account_id = $1",
};

interface Guest {
  accountId: string;
  username: string;
  cookie: string;
}

async function guestOf(world: World, role: (typeof ROLES)[number], userId = "10001"): Promise<Guest> {
  const owner = await customerOf(world, "10002");
  const username = await customerOf(world, "10001");
  await inDatabase(world, "update accounts set email = 'owner-of-201@example.net' where username = $1", [
    owner,
  ]);
  const [row] = await inDatabase<{ accountId: string }>(
    world,
    `insert into guest_rights (account_id, owner, invited_by, tenancy_id, role)
     select g.id, '10002', o.id, t.id, $1 from accounts g, accounts o, tenancies t
     where g.username = $2 and o.username = $3 and t.vm_id = $4 and t.until is null
     returning account_id as "accountId"`,
    [role, username, owner, SHARED],
  );
  if (!row) throw new Error("no right was written");
  if (userId === "") {
    await inDatabase(world, "update accounts set user_id = null where id = $1", [row.accountId]);
  }
  return { ...row, username, cookie: await world.session(username) };
}

/** Of a host, for whoever is signed in: pages, what they read, and files. */
const READS = [
  ...filesBelow("app").filter((file) => file.endsWith("/page.tsx")),
  ...routeFiles().filter((file) => file.endsWith("/route.ts")),
]
  .filter((file) => file.includes("/hosts/[vmid]") && !file.includes("(admin)"))
  .map((file) =>
    file
      .replace(/^app/, "")
      .replace(/\/\([^)]+\)/g, "")
      .replace(/\/(page\.tsx|route\.ts)$/, ""),
  );

const readAs = (world: World, { cookie }: Guest, path: string, host: string) =>
  fetch(world.url + path.replace("[vmid]", host), { headers: { cookie }, redirect: "manual" });

/** Asked of that host by each action there is: the names of those that answered yes. */
async function accepted(world: World, { username }: Guest, host: string): Promise<string[]> {
  const actions = exportedActions();
  // So many sessions, each with a fresh count, that what answers is never the rate limit.
  await inDatabase(world, "delete from rate_limits");
  const count = Math.ceil(actions.length / 50);
  const cookies = await Promise.all(Array.from({ length: count }, () => world.session(username)));
  const asked = actions.map(async ({ id, name }, at) => {
    const cookie = cookies[at % count];
    const fields = { vmid: host, vmids: host, kind: "force-stop", formKey: crypto.randomUUID(), on: "1" };
    const takes = name.startsWith("batch") || name === "tagSelected" ? ["vmids", "tag"] : ["vmid"];
    const sent = Object.entries({ ...fields, tag: "x" }).filter(
      ([field]) => takes.includes(field) || ["kind", "formKey"].includes(field),
    );
    const { text } = await callAction({ origin: world.url, cookie }, id, Object.fromEntries(sent));
    expect(text, name).not.toContain('"too-many"');
    return text.includes('"ok":true') ? [name] : [];
  });
  return (await Promise.all(asked)).flat();
}

test.beforeEach(async ({ world }) => {
  await world.simulator.control.reset({ fleet: "demo" });
});

for (const [role, userId] of [...ROLES.map((one) => [one, "10001"] as const), ["operate", ""] as const]) {
  const who = userId ? "" : " who is no customer";
  test(`a guest to ${role}${who} reads that host alone, and nothing of its owner's`, async ({ world }) => {
    test.setTimeout(180_000);
    const guest = await guestOf(world, role, userId);
    await world.simulator.control.clearJournal();
    expect(READS.length).toBeGreaterThan(10);
    for (const path of READS) {
      for (const host of OTHERS) {
        expect((await readAs(world, guest, path, host)).status, `${path} of ${host}`).toBe(404);
      }
      const answer = await readAs(world, guest, path, SHARED);
      expect([200, 302, 303, 307, 308, 400, 403, 404, 409], path).toContain(answer.status);
      expect(
        (await answer.text()).match(/.{0,60}(\b10002\b|owner-of-201@).{0,60}/)?.[0] ?? null,
        path,
      ).toBeNull();
    }
    expect((await readAs(world, guest, "/api/hosts/[vmid]", SHARED)).status).toBe(200);
    const { hosts } = await (await readAs(world, guest, "/api/hosts", "")).json();
    const ids = hosts.map(({ id }: { id: string }) => id);
    expect(ids).toContain(SHARED);
    expect(ids.filter((id: string) => OTHERS.includes(id))).toEqual([]);
    if (!userId) {
      expect(ids).toEqual([SHARED]);
      for (const path of ["/people", "/account", "/hosts", "/notifications", "/approvals"]) {
        expect((await readAs(world, guest, path, "")).status, path).toBe(200);
      }
      for (const path of ["/alarms", "/handovers", "/admin", "/admin/hosts"]) {
        expect((await readAs(world, guest, path, "")).status, path).toBe(404);
      }
    }
    // A batch, a label, a schedule, a token and all of staff's; a forced stop is a manager's and stands in the unit test.
    const others = await accepted(world, guest, "202");
    expect(others).toEqual([]);
    if (role !== "manage") {
      expect(await accepted(world, guest, SHARED)).toEqual([]);
    }
    expect((await world.simulator.control.journal()).effects).toEqual([]);
  });
}

for (const [kind, end] of Object.entries(NO_RIGHT)) {
  test(`a guest's right ${kind} opens nothing`, async ({ world }) => {
    test.setTimeout(180_000);
    const guest = await guestOf(world, "manage");
    expect((await readAs(world, guest, "/api/hosts/[vmid]", SHARED)).status).toBe(200);
    await inDatabase(world, end, [guest.accountId]);
    await world.simulator.control.clearJournal();
    for (const path of READS) {
      expect((await readAs(world, guest, path, SHARED)).status, path).toBe(404);
    }
    expect(await accepted(world, guest, SHARED)).toEqual([]);
    expect((await world.simulator.control.journal()).effects).toEqual([]);
  });
}
