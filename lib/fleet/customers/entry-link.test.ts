import { expect, it } from "vitest";
import { setDisabled } from "@/lib/accounts/account-admin";
import { readLink } from "@/lib/accounts/links/links";
import { database } from "@/lib/db/connection";
import { customerNames } from "@/lib/db/staff-schema";
import { useSimulatedHosts } from "@/lib/hosts/testing/on-simulator";
import { addCustomer } from "./change-customer";
import { entryLinkFor } from "./entry-link";
import { nextCustomerNumber } from "./next-number";
import { accountOf, newUser } from "./testing/new-customers";

useSimulatedHosts();

const targetOf = async (userId: string, accountId?: string) => {
  const made = await entryLinkFor(userId, { accountId });
  return made.ok ? (await readLink(new URL(made.link).hash.slice(1), made.purpose))?.accountId : made.code;
};

it("sets the password of the account that was chosen, else the oldest's, and never another customer's", async () => {
  await addCustomer(newUser("72001"));
  await addCustomer(newUser("72002"));
  const [first, second, foreign] = [
    await accountOf("72001"),
    await accountOf("72001"),
    await accountOf("72002"),
  ];
  expect(await targetOf("72001")).toBe(first);
  expect(await targetOf("72001", second)).toBe(second);
  expect(await targetOf("72001", foreign)).toBe("not-possible");
  await setDisabled(second, true);
  expect(await targetOf("72001", second)).toBe("not-possible");
});

it("offers the first number after the greatest known that RStack doesn't have either", async () => {
  await database().insert(customerNames).values({ userId: "980000", found: true, readAt: new Date() });
  await addCustomer(newUser("980001"));
  expect(await nextCustomerNumber()).toBe("980002");
});

it("is mailed to a customer three times an hour, and the last one stays good", async () => {
  await addCustomer(newUser("72003"));
  const mailed = () => entryLinkFor("72003", { isMailed: true });
  for (let n = 0; n < 2; n += 1) expect(await mailed()).toMatchObject({ ok: true });
  const last = await mailed();
  expect(await mailed()).toMatchObject({ ok: false, code: "too-many" });
  if (!last.ok) throw new Error(last.code);
  expect(await readLink(new URL(last.link).hash.slice(1), last.purpose)).not.toBeNull();
});
