import { eq } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { newViewer } from "@/lib/accounts/testing/new-account";
import { database } from "@/lib/db/connection";
import { accounts, tenancies } from "@/lib/db/schema";
import { guestInvitations, guestRights } from "@/lib/db/sign-in-schema";
import { useTestDatabase } from "@/lib/db/testing";
import type { UserId } from "@/lib/rstack/ids";
import { accessWhere, endRights, rightIds, rightOfCustomer, rightsOf, rightTo } from "./guest-rights";
import {
  acceptOffer,
  closeInvitation,
  invitationsOf,
  invite,
  MOST_GUESTS,
  offersTo,
  offerTo,
} from "./invitations";

useTestDatabase();

type Customer = Viewer & { userId: UserId };
const ADDRESS = "gus@example.net";

async function customer(userId: string, email: string | null, confirmed = email): Promise<Customer> {
  const viewer = await newViewer("customer", { userId });
  await database()
    .update(accounts)
    .set({ email, emailKey: email, confirmedEmailKey: confirmed })
    .where(eq(accounts.id, viewer.accountId));
  if (!viewer.userId) throw new Error("no viewer");
  return { ...viewer, userId: viewer.userId };
}

const asked = { email: "Gus@Example.net", role: "operate", mayReinstall: false, until: null } as const;
let ann: Customer;
let gus: Customer;
let tenancy: string;

beforeEach(async () => {
  await database().delete(guestRights);
  await database().delete(guestInvitations);
  await database().delete(accounts);
  await database().delete(tenancies);
  ann = await customer("10001", "ann@example.net");
  gus = await customer("10002", ADDRESS);
  const [row] = await database().insert(tenancies).values({ vmId: "101", owner: "10001" }).returning();
  tenancy = row?.id ?? "";
});

async function offered(more: Partial<Parameters<typeof invite>[1]> = {}) {
  await invite(ann, { ...asked, tenancyIds: [tenancy], ...more });
  const [offer] = await offersTo(gus);
  if (!offer) throw new Error("no offer");
  return offer;
}

it("gives what was asked to whoever has the address confirmed, once", async () => {
  const offer = await offered();
  expect(await rightTo(gus, "101")).toBeNull();
  expect(await Promise.all([acceptOffer(gus, offer), acceptOffer(gus, offer)])).toEqual(
    expect.arrayContaining([true, false]),
  );
  expect(await rightTo(gus, "101")).toMatchObject({ role: "operate", owner: "10001", tenancyId: tenancy });
  expect(await offersTo(gus)).toEqual([]);
  expect(await acceptOffer(gus, offer)).toBe(false);
  expect(await rightsOf(gus)).toHaveLength(1);
});

it.each([
  ["isn't confirmed", ADDRESS, null],
  ["was confirmed once and is another now", "new@example.net", ADDRESS],
  ["is another", "eve@example.net", "eve@example.net"],
] as const)("offers nothing to an account whose address %s", async (_why, email, confirmed) => {
  const offer = await offered();
  await database()
    .update(accounts)
    .set({ email: null, emailKey: null })
    .where(eq(accounts.id, gus.accountId));
  const eve = await customer("10003", email, confirmed);
  expect(await offerTo(eve, offer.id)).toBeNull();
  // Also where it is handed the offer itself.
  expect(await acceptOffer(eve, offer)).toBe(false);
  expect(await rightsOf(eve)).toEqual([]);
});

const ENDS: Record<string, (id: string) => Promise<unknown>> = {
  "was taken back": closeInvitation,
  "ran out": (id) =>
    database()
      .update(guestInvitations)
      .set({ expiresAt: new Date(0) })
      .where(eq(guestInvitations.id, id)),
  "gives access until a day that is over": (id) =>
    database()
      .update(guestInvitations)
      .set({ until: new Date(0) })
      .where(eq(guestInvitations.id, id)),
};
it.each(Object.entries(ENDS))("gives nothing once it %s", async (_why, end) => {
  const offer = await offered();
  await end(offer.id);
  expect(await offersTo(gus)).toEqual([]);
  expect(await acceptOffer(gus, offer)).toBe(false);
  expect(await rightsOf(gus)).toEqual([]);
});

it("gives nothing of a host that changed hands meanwhile, nor for an account that is another's by now", async () => {
  const offer = await offered();
  await database().update(tenancies).set({ until: new Date() });
  expect(await acceptOffer(gus, offer)).toBe(false);
  await offered({ tenancyIds: null });
  await database().update(accounts).set({ formerAt: new Date() }).where(eq(accounts.id, ann.accountId));
  expect(await offersTo(gus)).toEqual([]);
});

it("is none to the owner's own accounts", async () => {
  await database().delete(accounts).where(eq(accounts.id, gus.accountId));
  gus = await customer("10001", ADDRESS);
  await invite(ann, { ...asked, tenancyIds: null });
  expect(await offersTo(gus)).toEqual([]);
});

it("stands in the place of what the owner gave before of the same hosts", async () => {
  await acceptOffer(gus, await offered({ role: "manage", mayReinstall: true }));
  await acceptOffer(gus, await offered({ role: "view" }));
  expect(await rightTo(gus, "101")).toMatchObject({ role: "view", mayReinstall: false });
  await acceptOffer(gus, await offered({ role: "operate", tenancyIds: null }));
  expect((await rightsOf(gus)).map(({ role }) => role)).toEqual(["operate"]);
});

it("is seen by its owner, and ended by either side", async () => {
  await acceptOffer(gus, await offered());
  const [access] = await accessWhere({ owner: "10001" });
  expect(access).toMatchObject({ guestEmail: ADDRESS, tenancyIds: [tenancy], lastUsedAt: null });
  expect(await accessWhere({ accountIds: [gus.accountId] })).toHaveLength(1);
  expect(await accessWhere({ owner: "10002" })).toEqual([]);
  expect(await endRights(rightIds(access?.ids ?? []), "guest")).toHaveLength(1);
  expect(await rightsOf(gus)).toEqual([]);
  expect(await accessWhere({ owner: "10001" })).toEqual([]);
});

it("is ended by staff for the customer alone whose hosts it is for", async () => {
  await acceptOffer(gus, await offered());
  const [id = ""] = (await accessWhere({ owner: "10001" }))[0]?.ids ?? [];
  expect(await endRights(rightOfCustomer(id, "10002"), "staff")).toEqual([]);
  expect(await endRights(rightOfCustomer(id, "10001"), "staff")).toHaveLength(1);
});

it("has an end of places", async () => {
  const results = [];
  for (let n = 0; n <= MOST_GUESTS; n++) {
    results.push(await invite(ann, { ...asked, email: `g${n}@example.net`, tenancyIds: null }));
  }
  expect(results.filter((result) => result === "done")).toHaveLength(MOST_GUESTS);
  expect(results.at(-1)).toBe("full");
  expect(await invitationsOf(ann.userId)).toHaveLength(MOST_GUESTS);
});
