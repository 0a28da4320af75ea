import { eq, sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { makeLink, readLink } from "@/lib/accounts/links/links";
import { database } from "@/lib/db/connection";
import { accounts, tenancies } from "@/lib/db/schema";
import { auditEvents, ownerMoves } from "@/lib/db/staff-schema";
import { openHost } from "@/lib/hosts/owned-host";
import { ann } from "@/lib/hosts/testing/ann";
import { ended, hostOfAnn, useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { registerStaffVerifications, STAFF_COMMANDS } from "../hosts/commands";
import { rosa } from "../testing/rosa";
import { addCustomer } from "./change-customer";
import { changeNumber } from "./change-number";
import { settleMoves } from "./settle-moves";
import { accountOf, activityOf, newUser, readHost, user } from "./testing/new-customers";

// Read with the other settings, at the first call.
beforeAll(() => {
  vi.stubEnv("STATUS_SECOND_LOOK_SECONDS", "0.1");
});
const { simulator } = useSimulatedHosts();
beforeAll(registerStaffVerifications);

describe("a number that changes hands", () => {
  it("takes all that hangs on it along, so that who gets the old one reads nothing of it", async () => {
    await addCustomer(newUser("70001"));
    await simulator().control.setHost("101", { userid: "70001" });
    await readHost("101");
    await simulator().control.setHost("101", { userid: "10001" });
    await readHost("101");
    const past = database().select().from(tenancies).where(eq(tenancies.owner, "70001"));
    expect(await past).toHaveLength(1);
    const link = await makeLink({ purpose: "activate", userId: "70001", email: "u70001@example.net" });
    expect(await changeNumber(user("70001"), user("70002"), rosa)).toMatchObject({ ok: true });
    expect(await past).toEqual([]);
    expect(await readLink(new URL(link).hash.slice(1), "activate")).toMatchObject({ userId: "70002" });
    expect(await activityOf("70001")).toEqual([]);
  });

  it("is no hand-over's excuse: a host that the old number's next owner gives away starts a new tenancy", async () => {
    await addCustomer(newUser("71001"));
    expect(await changeNumber(user("71001"), user("71002"), rosa)).toMatchObject({ ok: true });
    // Made elsewhere, so that the panel was told nothing.
    await simulator().control.setHost("101", { userid: "71001" });
    await readHost("101");
    const before = await openHost({ ...ann, userId: user("71001") }, "101");
    await simulator().control.setHost("101", { userid: "71002" });
    await readHost("101");
    const after = await openHost({ ...ann, userId: user("71002") }, "101");
    expect(before && after && before.tenancyId !== after.tenancyId).toBe(true);
  });

  it("does not hold once the two are known to be two people", async () => {
    const moved = () => database().select().from(ownerMoves).where(eq(ownerMoves.toOwner, "10002"));
    const move = { fromOwner: "10001", toOwner: "10002", holdsUntil: sql`now() + interval '1 day'` };
    const before = await hostOfAnn("101");
    await database().insert(ownerMoves).values(move);
    const owned = await openHost(rosa, "101");
    const form = { newOwner: "10002", typedName: owned?.row.name ?? "" };
    const transfer = STAFF_COMMANDS["transfer-host"];
    await ended(owned ? await transfer.run(owned, form, "key-move", rosa) : { ok: true });
    expect(await moved()).toEqual([]);
    const bob = await openHost({ ...ann, userId: user("10002") }, "101");
    expect(bob && bob.tenancyId !== before.tenancyId).toBe(true);
  });
});

describe("a change of a number whose answer was lost", () => {
  const control = () => simulator().control;
  /** Nothing is read of the new number, so that the click itself can't tell what came of it. */
  const lost = async (from: string, to: string, when: "before" | "after") => {
    await control().addFault({ kind: "reset", match: { action: "user_update" }, when });
    await control().addFault({
      kind: "missing-rows",
      keep: 0,
      match: { action: "user_info", params: { userid: to } },
    });
    expect(await changeNumber(user(from), user(to), rosa)).toEqual({ ok: false, code: "unconfirmed" });
  };
  const past = () =>
    database().update(ownerMoves).set({ lookAt: sql`now()` }).where(sql`look_at is not null`);
  const look = async () => {
    await past();
    await settleMoves();
  };
  const numberOf = async (accountId: string) => {
    const [row] = await database().select().from(accounts).where(eq(accounts.id, accountId));
    return [row?.userId, row?.rstackStatus];
  };
  const moves = () => database().select().from(ownerMoves);
  const told = async (from: string) =>
    (await database().select().from(auditEvents).where(eq(auditEvents.userId, from))).map(
      ({ actorName, outcome }) => `${actorName} ${outcome}`,
    );
  beforeEach(async () => {
    await database().delete(ownerMoves);
  });

  it("is followed by account and tenancies as soon as the master shows the new number", async () => {
    await addCustomer(newUser("76001"));
    const accountId = await accountOf("76001");
    await control().setHost("101", { userid: "76001" });
    await readHost("101");
    const before = await openHost({ ...ann, userId: user("76001") }, "101");
    await lost("76001", "76002", "after");
    // Neither number is shown: nothing is known yet.
    await look();
    expect(await numberOf(accountId)).toEqual(["76001", "active"]);
    await control().removeFaults();
    await look();
    expect(await numberOf(accountId)).toEqual(["76002", "active"]);
    const after = await openHost({ ...ann, userId: user("76002") }, "101");
    expect([after?.tenancyId, await told("76001")]).toEqual([before?.tenancyId, ["Rosa done"]]);
    expect(await moves()).toMatchObject([{ lookAt: null, stillSince: null }]);
  });

  it("is called not done once the old number was seen to stand twice, and not before", async () => {
    await addCustomer(newUser("77001"));
    const accountId = await accountOf("77001");
    await lost("77001", "77002", "before");
    await control().removeFaults();
    await look();
    expect([(await moves()).length, await told("77001")]).toEqual([1, []]);
    // Nobody else gets either number meanwhile.
    expect(await addCustomer(newUser("77002"))).toEqual({ ok: false, code: "number-taken" });
    await expect
      .poll(async () => {
        await look();
        return moves();
      })
      .toEqual([]);
    expect(await numberOf(accountId)).toEqual(["77001", "active"]);
    expect(await told("77001")).toEqual(["Rosa failed"]);
    expect(await changeNumber(user("77001"), user("77002"), rosa)).toMatchObject({ ok: true });
  });

  it("waits while the master tells nothing", async () => {
    await addCustomer(newUser("78001"));
    const accountId = await accountOf("78001");
    await lost("78001", "78002", "after");
    await control().removeFaults();
    await control().addFault({ kind: "refuse", text: "busy", match: { action: "user_info" } });
    await look();
    expect([(await numberOf(accountId))[0], (await moves()).length]).toEqual(["78001", 1]);
    await control().removeFaults();
    await look();
    expect((await numberOf(accountId))[0]).toBe("78002");
  });
});
