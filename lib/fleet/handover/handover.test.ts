import { and, eq, isNull } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { tokenOfRow } from "@/lib/accounts/tokens/prove-token";
import { makeToken } from "@/lib/accounts/tokens/tokens";
import { openApprovals } from "@/lib/api/mcp/approvals";
import { database } from "@/lib/db/connection";
import { favouriteHosts, handovers, hostLabels, snapshotNotes } from "@/lib/db/host-schema";
import { notifications } from "@/lib/db/notification-schema";
import { accounts, operations } from "@/lib/db/schema";
import { apiTokens, approvals, hostServices } from "@/lib/db/token-schema";
import { hostViewOf } from "@/lib/hosts/host-read";
import { saveLabel } from "@/lib/hosts/labels/labels";
import { openHost } from "@/lib/hosts/owned-host";
import { setProtection } from "@/lib/hosts/protection/protection";
import { endedAtLimit, endOf, operationsOf, useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { master } from "@/lib/master";
import type { UserId } from "@/lib/rstack/ids";
import { registerStaffVerifications } from "../hosts/commands";
import { acceptOffer } from "./accept-offer";
import { isOffered, offersTo } from "./offered";
import { declineOffer, makeOffer, offerOf, withdrawOffer } from "./offers";
import { confirmedCustomer, readAnew } from "./testing/confirmed-customer";

const { simulator } = useSimulatedHosts({ HANDOVER: "on" });
const HOST = "101";
/** Behind a shared address, with a domain. */
const SHARED = "105";
const BOBS = "bob@example.net";

let ann: Viewer;
let bob: typeof ann;
let carol: typeof ann;

beforeAll(async () => {
  registerStaffVerifications();
  ann = await confirmedCustomer("ann", "10001", "ann@example.net");
  bob = await confirmedCustomer("bob", "10002", BOBS);
  carol = await confirmedCustomer("carol", "10003", "carol@example.net");
});
beforeEach(async () => {
  vi.restoreAllMocks();
  await simulator().control.setHost(HOST, { userid: "10001" });
  await Promise.all([readAnew(HOST), readAnew(SHARED)]);
  await database().delete(handovers);
  await database().delete(hostServices);
  await simulator().control.clearJournal();
});

const own = async (id = HOST) => {
  const owned = await openHost(ann, id);
  if (!owned) throw new Error("not Ann's");
  return owned;
};
const offer = async (id = HOST, domains: string[] = [], email = BOBS) => {
  const owned = await own(id);
  expect(await makeOffer(owned, ann, { email, domains })).toBeNull();
  const [row] = await database()
    .select()
    .from(handovers)
    .where(and(eq(handovers.tenancyId, owned.tenancyId), isNull(handovers.endedAt)));
  return row?.id ?? "";
};
const seenBy = ({ accountId, userId }: Viewer) => offersTo(accountId, userId as UserId);
const transfers = async () =>
  (await simulator().control.journal({ action: "vm_update" })).calls.map(({ params }) => params.userid);
const lastOf = async (id: string) => (await operationsOf(id)).at(-1);

describe("an offer that is accepted", () => {
  it("makes the host the other customer's, tells both, and ends all that was the last owner's", async () => {
    const owned = await own();
    await saveLabel(owned, { name: "shop", note: "mine" });
    const { tenancyId } = owned;
    await database().insert(snapshotNotes).values({ tenancyId, snapshotName: "s", note: "n" });
    await database().insert(favouriteHosts).values({ tenancyId, accountId: ann.accountId });
    const bounds = { addressRanges: [], expiresAt: null };
    await makeToken(ann, { name: "one", scope: "manage", tenancyIds: [tenancyId], ...bounds });
    const [token] = await database().select().from(apiTokens);
    const wish = { kind: "force-stop", fields: {}, expiresAt: new Date(Date.now() + 60_000) };
    await database()
      .insert(approvals)
      .values({ ...wish, accountId: ann.accountId, tokenId: token?.id ?? "", tenancyId });
    const id = await offer();
    expect(await seenBy(bob)).toMatchObject([
      { id, hostId: HOST, name: "web01", from: "ann", state: "waiting", domains: [] },
    ]);
    expect(JSON.stringify(await seenBy(bob))).not.toMatch(/shop|mine/);
    expect(await isOffered(bob.accountId)).toBe(true);
    expect(await seenBy(carol)).toEqual([]);

    expect(await acceptOffer(bob, id)).toEqual({ ok: true });
    const row = await endOf((await lastOf(HOST))?.id ?? "");
    expect(row).toMatchObject({
      outcome: "done",
      kind: "transfer-host",
      tenancyId,
      accountId: ann.accountId,
    });
    expect(await transfers()).toEqual(["10002"]);

    expect(await openHost(ann, HOST)).toBeNull();
    const theirs = await openHost(bob, HOST);
    if (!theirs) throw new Error("not Bob's");
    expect(theirs.tenancyId).not.toBe(tenancyId);
    expect(await hostViewOf(theirs, bob)).toMatchObject({ name: "web01", note: null, operation: null });
    for (const table of [hostLabels, snapshotNotes, favouriteHosts]) {
      expect(await database().select().from(table).where(eq(table.tenancyId, theirs.tenancyId))).toEqual([]);
    }
    const program = await tokenOfRow(token?.id ?? "");
    expect(await openHost(program?.viewer ?? ann, HOST)).toBeNull();
    expect(await openApprovals(ann.accountId)).toEqual([]);

    const told = await database().select().from(notifications);
    const by = (account: string) =>
      told
        .filter(({ accountId }) => accountId === account)
        .map(({ data }) => (data as { what: string }).what);
    expect(by(ann.accountId)).toEqual(expect.arrayContaining(["host-offered", "host-given"]));
    expect(by(bob.accountId)).toEqual(["host-received"]);
    expect(await seenBy(bob)).toMatchObject([{ state: "done", needsPassword: true }]);
    expect(await isOffered(bob.accountId)).toBe(false);
    expect(await acceptOffer(bob, id)).toMatchObject({ reason: "offer-over" });
    expect(await transfers()).toEqual(["10002"]);
  });

  it("is sent once, however often it is pressed at the same moment, also where the answer is lost", async () => {
    const id = await offer();
    await simulator().control.addFault({ kind: "reset", match: { action: "vm_update" }, count: 1 });
    const pressed = await Promise.all([1, 2, 3].map(() => acceptOffer(bob, id)));
    expect(pressed.some(({ ok }) => ok)).toBe(true);
    expect((await endOf((await lastOf(HOST))?.id ?? "")).outcome).toBe("done");
    await acceptOffer(bob, id);
    expect(await transfers()).toHaveLength(1);
  });

  it("a lost answer ends unconfirmed where nothing is seen, shows that to the other customer, and is never sent again", async () => {
    const id = await offer();
    const update = vi.spyOn(master(), "updateHost").mockImplementation(async (_id, _changes, options) => {
      await options.beforeSend();
      return { ok: false, fault: { kind: "unknown", cause: "timeout", detail: "" } } as never;
    });
    expect(await acceptOffer(bob, id)).toEqual({ ok: true });
    const going = await lastOf(HOST);
    expect(going?.outcome).toBe("checking");
    expect(await seenBy(bob)).toMatchObject([{ state: "going" }]);
    expect(await withdrawOffer(await own())).toBe(false);
    expect((await endedAtLimit({ operation: { id: going?.id ?? "" } })).outcome).toBe("unconfirmed");
    expect(await seenBy(bob)).toMatchObject([{ state: "unsure" }]);
    expect(await acceptOffer(bob, id)).toMatchObject({ ok: false, reason: "offer-over" });
    // As it is where the panel stopped before it had noted the end.
    await database().update(handovers).set({ endedAt: null, ending: null });
    expect(await acceptOffer(bob, id)).toEqual({ ok: true });
    expect(update).toHaveBeenCalledTimes(1);
  });
});

describe("nothing is sent, and the host stays", () => {
  const nothingSent = async () => {
    expect(await transfers()).toEqual([]);
    expect((await openHost(ann, HOST))?.owner).toBe("10001");
  };

  it("for another account, a confirmed address that was changed, or one that was only typed in", async () => {
    const id = await offer();
    expect(await acceptOffer(carol, id)).toMatchObject({ reason: "offer-over" });
    const bobs = eq(accounts.id, bob.accountId);
    for (const confirmedEmailKey of [null, "other@example.net"]) {
      await database().update(accounts).set({ confirmedEmailKey }).where(bobs);
      expect(await acceptOffer(bob, id)).toMatchObject({ reason: "offer-over" });
      expect(await seenBy(bob)).toEqual([]);
    }
    await database().update(accounts).set({ confirmedEmailKey: BOBS }).where(bobs);
    await nothingSent();
  });

  it("after 72 hours, once it was withdrawn, declined or made anew", async () => {
    const expired = await offer();
    const [row] = await database().select().from(handovers).where(eq(handovers.id, expired));
    expect((row?.expiresAt.getTime() ?? 0) - (row?.madeAt.getTime() ?? 0)).toBe(72 * 3_600_000);
    await database()
      .update(handovers)
      .set({ expiresAt: new Date(Date.now() - 1) });
    expect(await offerOf(await own())).toBeNull();
    expect(await acceptOffer(bob, expired)).toMatchObject({ reason: "offer-over" });
    const before = await offer();
    const withdrawn = await offer();
    expect(await acceptOffer(bob, before)).toMatchObject({ reason: "offer-over" });
    expect(await withdrawOffer(await own())).toBe(true);
    expect(await withdrawOffer(await own())).toBe(false);
    expect(await acceptOffer(bob, withdrawn)).toMatchObject({ reason: "offer-over" });
    const declined = await offer();
    expect(await declineOffer(carol.accountId, declined)).toBe(false);
    expect(await declineOffer(bob.accountId, declined)).toBe(true);
    expect(await acceptOffer(bob, declined)).toMatchObject({ reason: "offer-over" });
    await nothingSent();
  });

  it.each([
    ["locked", { status: "1" }],
    ["suspended", { status: "-1" }],
    ["over traffic", { status: "-2" }],
    ["out of traffic", { status: "-3" }],
  ])("while it is %s, and can be accepted after that", async (_, state) => {
    const id = await offer();
    const { status } = await simulator().control.host(HOST);
    await simulator().control.setHost(HOST, state);
    expect(await acceptOffer(bob, id)).toEqual({ ok: false, code: "not-possible", reason: "kept" });
    await nothingSent();
    await simulator().control.setHost(HOST, { status });
    expect(await acceptOffer(bob, id)).toEqual({ ok: true });
    expect((await endOf((await lastOf(HOST))?.id ?? "")).outcome).toBe("done");
  });

  it("while it is protected, belongs to a shop's order, or another operation holds it; no offer is made then either", async () => {
    const id = await offer();
    const owned = await own();
    const kept = async (why: string, code = "not-possible") => {
      expect(await acceptOffer(bob, id)).toMatchObject({ ok: false, code });
      expect(await makeOffer(owned, ann, { email: BOBS, domains: [] })).toBe(why);
      await nothingSent();
    };
    await setProtection(owned, true);
    await kept("protected");
    await setProtection(owned, false);
    await database().insert(hostServices).values({ tenancyId: owned.tenancyId, reference: "svc-1" });
    await kept("shop-managed");
    await database().delete(hostServices);
    const values = {
      tenancyId: owned.tenancyId,
      vmId: HOST,
      kind: "stop",
      outcome: "open",
      formKey: "held",
    } as const;
    await database()
      .insert(operations)
      .values({
        ...values,
        actorName: "Ann",
        actorRole: "customer",
        claimedBy: "x",
        claimedUntil: new Date(Date.now() + 60_000),
      });
    await kept("operation-in-progress", "busy");
    await database().delete(operations).where(eq(operations.formKey, "held"));
  });

  it("where it moved, was protected or withdrawn while the command waited", async () => {
    const meanwhile = [
      async () => void (await simulator().control.setHost(HOST, { userid: "10003" })),
      async () => void (await setProtection(await own(), true)),
      async () => void (await withdrawOffer(await own())),
    ];
    const real = master().updateHost.bind(master());
    for (const [at, happens] of meanwhile.entries()) {
      const id = await offer();
      vi.spyOn(master(), "updateHost").mockImplementationOnce(async (...asked) => {
        await happens();
        return real(...asked);
      });
      expect(await acceptOffer(bob, id), String(at)).toMatchObject({ ok: false, code: "not-possible" });
      expect(await lastOf(HOST)).toMatchObject({ outcome: "not-sent", sentAt: null });
      await simulator().control.setHost(HOST, { userid: "10001" });
      await readAnew(HOST);
      await setProtection(await own(), false);
    }
    await nothingSent();
  });

  it("where either customer is disabled by then, or the owner's account is closed", async () => {
    const id = await offer();
    for (const userid of ["10001", "10002"]) {
      await simulator().control.setUser(userid, { status: "1" });
      expect(await acceptOffer(bob, id), userid).toMatchObject({ ok: false });
      await simulator().control.setUser(userid, { status: "0" });
    }
    await database().update(accounts).set({ rstackStatus: "active" });
    const anns = eq(accounts.id, ann.accountId);
    await database().update(accounts).set({ disabledAt: new Date() }).where(anns);
    expect(await acceptOffer(bob, id)).toMatchObject({ reason: "offer-over" });
    await database().update(accounts).set({ disabledAt: null }).where(anns);
    await nothingSent();
  });

  it("where a domain leads to it that its owner didn't agree to give away", async () => {
    const id = await offer(SHARED, []);
    expect(await acceptOffer(bob, id)).toMatchObject({ reason: "domains-changed" });
    expect(await transfers()).toEqual([]);
  });
});
