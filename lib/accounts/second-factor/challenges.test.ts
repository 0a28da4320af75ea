import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "@/lib/db/connection";
import { rowsRead, useTestDatabase } from "@/lib/db/testing";
import { keepChallenge, takeChallenge } from "./passkeys";
import { readPendingEntry } from "./pending-entry";

useTestDatabase();

/** Anybody can have one made: however many there are, a sign-in looks at its own alone. */
test("finds a challenge among many without reading the others", async () => {
  await database().execute(sql`insert into challenges (purpose, challenge, expires_at)
    select 'ask sign-in ' || n, md5(n::text), now() + interval '5 minutes' from generate_series(1, 5000) n`);
  await database().execute(sql`analyze challenges`);
  await keepChallenge("mine", null, "my challenge");
  expect(
    await rowsRead("challenges", async () =>
      expect(await takeChallenge("mine", null, "my challenge")).toBe(true),
    ),
  ).toBeLessThan(20);
  expect(await takeChallenge("mine", null, "my challenge")).toBe(false);
  const device = { device: null };
  expect(await rowsRead("challenges", () => readPendingEntry("a token of another's", device))).toBeLessThan(
    20,
  );
});
