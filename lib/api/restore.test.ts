import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startUndos } from "../actions/undo/run-undos";
import { database } from "../db/connection";
import { undoPoints } from "../db/schedule-schema";
import { accounts, operations } from "../db/schema";
import { apiTokens } from "../db/token-schema";
import { endOf, useSimulatedHosts } from "../hosts/testing/on-simulator";
import { ask, freeLimits, newAccount, newTokenOf, type ProgramRequest, program } from "./testing/program";

const { simulator } = useSimulatedHosts();
const OWN = "101";

let owner: string;
let token: string;
beforeEach(async () => {
  await freeLimits();
  owner = await newAccount("customer", "10001");
  token = await newTokenOf(owner);
  await simulator().control.clearJournal();
});

const withKey = (key: string) => ({ headers: { "idempotency-key": key } });
const effects = async () => (await simulator().control.journal()).effects.map(({ kind }) => kind);

describe("a restore with a safety snapshot", () => {
  const PATIENCE = { timeout: 25_000, interval: 50 };
  let stop: () => void = () => {};
  afterEach(async () => {
    stop();
    await database().delete(undoPoints);
    await simulator().control.setClock({ speed: 1_000 });
  });

  const lists = async (as = token) => (await program(`/hosts/${OWN}/snapshots`, { token: as })).body;
  const restore = async (fields: object, more: ProgramRequest = {}) =>
    ask(
      ...([`/hosts/${OWN}/operations`, "restore-snapshot"] as const),
      { typedName: (await simulator().control.host(OWN)).vmname, ...fields },
      { token, ...more },
    );
  /** Asked for, with a snapshot that takes its time; then something changes. */
  async function stopsAfter(change: () => Promise<unknown>) {
    const to = (await lists()).snapshots.at(-1).name;
    await simulator().control.setHost(OWN, { backupSnapshot: 10 });
    await simulator().control.setClock({ speed: 20 });
    const asked = await restore({ snapshot: to, safety: true });
    expect(asked.status, JSON.stringify(asked.body)).toBe(202);
    await change();
    await simulator().control.setClock({ speed: 1_000 });
    await endOf(asked.body.id);
    stop = startUndos();
    return vi.waitFor(async () => {
      const [point] = await database().select().from(undoPoints);
      if (!point?.reason) throw new Error("it goes on");
      return point.reason;
    }, PATIENCE);
  }

  it("follows once that is there, is one by its key, and is undone by a restore of it", async () => {
    const to = (await lists()).snapshots.at(-1).name;
    const fields = { snapshot: to, safety: true };
    await simulator().control.setHost(OWN, { backupSnapshot: 10 });
    const key = withKey("restore-key-1");
    const [first, same] = await Promise.all([restore(fields, key), restore(fields, key)]);
    expect(first).toMatchObject({ status: 202, body: { kind: "create-snapshot", byViewer: true } });
    expect(same.body.id).toBe(first.body.id);
    expect((await restore({ snapshot: to }, key)).body.code).toBe("key-reused");
    expect((await lists()).restore).toEqual({ state: "going", snapshot: to });
    stop = startUndos();
    const kept = await vi.waitFor(async () => {
      const { restore: now } = await lists();
      if (now?.state !== "kept") throw new Error(JSON.stringify(now));
      return now;
    }, PATIENCE);
    expect(await effects()).toEqual(["create-snapshot", "restore-snapshot"]);
    expect((await restore(fields, key)).body).toMatchObject({ id: first.body.id, outcome: "done" });
    const [row] = await database().select().from(operations).where(eq(operations.kind, "restore-snapshot"));
    expect(row).toMatchObject({ accountId: owner, sessionId: null, outcome: "done" });
    expect(row?.tokenId).not.toBeNull();
    expect((await lists()).snapshots.find((one: { name: string }) => one.name === kept.safety)).toMatchObject(
      { safety: {} },
    );
    const undone = await restore({ snapshot: kept.safety });
    expect((await endOf(undone.body.id)).outcome).toBe("done");
    expect((await lists()).restore).toBeNull();
    expect(await effects()).toHaveLength(3);
  });

  it("is not sent once the token is over, is for less or other hosts, or is to be asked again", async () => {
    const set = (of: Partial<typeof apiTokens.$inferInsert>) => () =>
      database().update(apiTokens).set(of).where(eq(apiTokens.accountId, owner));
    const changes = [
      set({ endedAt: new Date() }),
      set({ scope: "power" }),
      set({ tenancyIds: [crypto.randomUUID()] }),
      () => database().update(accounts).set({ askAgain: true }).where(eq(accounts.id, owner)),
    ];
    for (const change of changes) {
      expect(await stopsAfter(change)).toBe("token-over");
      stop();
      await database().delete(undoPoints);
      await database().update(accounts).set({ askAgain: false }).where(eq(accounts.id, owner));
      token = await newTokenOf(owner);
    }
    expect(await effects()).not.toContain("restore-snapshot");
  });

  it("is not sent for a token whose account is no longer the host's", async () => {
    const other = () => database().update(accounts).set({ userId: "10002" }).where(eq(accounts.id, owner));
    expect(await stopsAfter(other)).toBe("not-found");
    expect(await effects()).not.toContain("restore-snapshot");
  });
});
