import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { database } from "../db/connection";
import { publish } from "../db/notify";
import { accounts, sessions } from "../db/schema";
import { liveStreams } from "../db/sign-in-schema";
import { useTestDatabase } from "../db/testing";
import { type HubStream, joinHub, openStreams, renewPlaces, startLive, takePlace } from "./stream-hub";

useTestDatabase();

let sessionId: string;
let stopLive: () => void;

beforeAll(() => {
  vi.stubEnv("LIVE_PROOF_SECONDS", "30");
  stopLive = startLive();
});
afterAll(() => stopLive());
beforeEach(async () => {
  const username = randomUUID();
  const [account] = await database()
    .insert(accounts)
    .values({ username, usernameKey: username, role: "customer" })
    .returning();
  const [session] = await database()
    .insert(sessions)
    .values({
      sidHash: username,
      accountId: account?.id ?? "",
      idleMs: 60_000,
      expiresAt: new Date(Date.now() + 60_000),
    })
    .returning();
  sessionId = session?.id ?? "";
});

/** A stream of this process. */
function here(): HubStream & { gaveWay: Promise<void>; leave: () => void; placed: Promise<void> } {
  let gaveWay = () => {};
  let leave = () => {};
  const stream = {
    sessionId,
    gaveWay: new Promise<void>((resolve) => {
      gaveWay = resolve;
    }),
    placed: Promise.resolve(),
    hear: () => {},
    giveWay: () => {
      gaveWay();
      leave();
    },
    close: () => leave(),
    leave: () => leave(),
  };
  const joined = joinHub(stream);
  leave = joined.leave;
  stream.placed = joined.placed;
  return stream;
}

/** A stream of another instance: all that is known of it here is its row. */
async function elsewhere(): Promise<string> {
  const id = randomUUID();
  expect(await takePlace({ id, sessionId, openedAt: null })).not.toBeNull();
  return id;
}

const rows = async () =>
  (await database().select().from(liveStreams).where(eq(liveStreams.sessionId, sessionId))).map(
    (row) => row.id,
  );

it("five streams a session, wherever they are: the sixth ends the oldest, on another instance too", async () => {
  const oldest = here();
  await oldest.placed;
  for (let n = 0; n < 4; n += 1) {
    await elsewhere();
  }
  expect(await rows()).toHaveLength(5);
  await elsewhere();
  await oldest.gaveWay;
  expect(await rows()).toHaveLength(5);
  expect(openStreams()).toBe(0);
});

it("six that come at once end as five", async () => {
  const ids = Array.from({ length: 6 }, () => randomUUID());
  await Promise.all(ids.map((id) => takePlace({ id, sessionId, openedAt: null })));
  expect(await rows()).toHaveLength(5);
});

it("does not count streams of an instance that is no more", async () => {
  for (let n = 0; n < 5; n += 1) {
    await elsewhere();
  }
  await database().update(liveStreams).set({ seenAt: sql`now() - interval '91 seconds'` });
  const mine = here();
  await mine.placed;
  expect(await rows()).toHaveLength(1);
  mine.leave();
});

it("a stream that did not hear that it has to give way does so at the next count", async () => {
  const oldest = here();
  await oldest.placed;
  await database().delete(liveStreams).where(eq(liveStreams.sessionId, sessionId));
  for (let n = 0; n < 5; n += 1) {
    await elsewhere();
  }
  await publish(database(), { type: "resync" });
  await oldest.gaveWay;
});

it("a stream whose row was lost takes its place again", async () => {
  const id = randomUUID();
  const openedAt = await takePlace({ id, sessionId, openedAt: null });
  await database().delete(liveStreams).where(eq(liveStreams.id, id));
  expect(await renewPlaces([id])).toEqual([id]);
  expect(await takePlace({ id, sessionId, openedAt })).toBe(openedAt);
  expect(await renewPlaces([id])).toEqual([]);
});
