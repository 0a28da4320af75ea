import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { createAccount } from "@/lib/accounts/create-account";
import { database } from "@/lib/db/connection";
import { useTestDatabase } from "@/lib/db/testing";
import { syncOwner } from "../mirror/sync-owner";
import { openHost } from "../owned-host";
import { ann } from "../testing/ann";
import { useSimulatedMaster } from "../testing/simulated-master";
import { favouritesOf, markFavourite } from "./favourites";

useTestDatabase();
useSimulatedMaster();

it("are kept for each account, and end with the host's change of hands", async () => {
  await (ann.userId && syncOwner(ann.userId, "command"));
  const accounts = await Promise.all(
    ["one", "two"].map((username) => createAccount({ username, role: "customer", userId: "10001" })),
  );
  const [one, two] = accounts.map((made) => (made.ok ? made.accountId : ""));
  const host = await openHost(ann, "101");
  if (!host || !one || !two) throw new Error("not made");
  await markFavourite(one, host, true);
  await markFavourite(one, host, true);
  expect(await favouritesOf(one, "10001")).toEqual(["101"]);
  expect(await favouritesOf(two, "10001")).toEqual([]);
  await markFavourite(two, host, true);
  await markFavourite(one, host, false);
  expect(await favouritesOf(one, "10001")).toEqual([]);
  expect(await favouritesOf(two, "10001")).toEqual(["101"]);
  await database().execute(sql`update tenancies set until = now() where vm_id = '101'`);
  expect(await favouritesOf(two, "10001")).toEqual([]);
});
