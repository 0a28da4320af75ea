import { sql } from "drizzle-orm";
import pg from "pg";
import { describe, expect, it, vi } from "vitest";
import { log } from "../log";
import { closeDatabase, connectTo, database, databaseTarget } from "./connection";
import type { Notice } from "./notice";
import { publish, subscribe } from "./notify";
import { databaseIsAway } from "./reach/availability";
import { useTestDatabase } from "./testing";

useTestDatabase();

/** Resolves with the first notice that fits. */
function hear(fits: (notice: Notice) => boolean): Promise<Notice> {
  return new Promise((resolve) => {
    const stop = subscribe((notice) => {
      if (fits(notice)) {
        stop();
        resolve(notice);
      }
    });
  });
}

const listening = async () => {
  for (;;) {
    const { rows } = await database().execute(
      sql`select pid from pg_stat_activity where application_name = 'rstack-panel notices' and query = 'listen rstack_panel' and state = 'idle' and datname = current_database()`,
    );
    if (rows[0]) {
      return Number(rows[0].pid);
    }
  }
};

describe("notices", () => {
  it("arrive when the transaction commits, and never when it rolls back", async () => {
    const heard: Notice[] = [];
    const end = subscribe((notice) => heard.push(notice));
    await listening();
    const last = hear((n) => n.type === "host" && n.vmId === "3");
    await database()
      .transaction(async (tx) => {
        await publish(tx, { type: "host", vmId: "1" });
        tx.rollback();
      })
      .catch(() => {});
    await database().transaction((tx) => publish(tx, { type: "host", vmId: "2" }));
    await publish(database(), { type: "host", vmId: "3" });
    await last;
    end();
    expect(heard).toEqual([
      { type: "host", vmId: "2" },
      { type: "host", vmId: "3" },
    ]);
  });

  it("say resync after the connection was cut, and go on", async () => {
    const pid = await listening();
    const resync = hear((n) => n.type === "resync");
    await database().execute(sql`select pg_terminate_backend(${pid})`);
    await resync;
    const next = hear((n) => n.type === "master");
    await publish(database(), { type: "master" });
    expect(await next).toEqual({ type: "master" });
  });

  it("log once that the database takes no connection, and once that it does again", async () => {
    const said = (["warn", "error", "info"] as const).map((level) => vi.spyOn(log, level));
    const texts = () => said.flatMap(({ mock }) => mock.calls.map((call) => (call as unknown[])[1]));
    const end = subscribe(() => {});
    const pid = await listening();
    const [row] = (await database().execute<{ name: string }>(sql`select current_database() as name`)).rows;
    const elsewhere = new pg.Client({ ...databaseTarget(), database: "postgres" });
    await elsewhere.connect();
    const allow = (yes: boolean) => elsewhere.query(`alter database "${row?.name}" allow_connections ${yes}`);
    await allow(false);
    await elsewhere.query("select pg_terminate_backend($1)", [pid]);
    await expect.poll(texts).toContain("the database is silent");
    expect(databaseIsAway()).toBe(true);
    await allow(true);
    await expect.poll(texts).toContain("the database answers again");
    expect(databaseIsAway()).toBe(false);
    await elsewhere.end();
    end();
    expect(texts()).toEqual(
      expect.arrayContaining(["the connection for notices was lost", "the database is silent"]),
    );
    expect(texts().filter((text) => text === "the database is silent")).toHaveLength(1);
    vi.restoreAllMocks();
  });

  it("a connection for notices that can't be made is told after three tries, and the database is well", async () => {
    const target = databaseTarget();
    await closeDatabase();
    connectTo(target);
    const said = (["warn", "error", "info"] as const).map((level) => vi.spyOn(log, level));
    const texts = () =>
      said
        .flatMap(({ mock }) => mock.calls.map((call) => (call as unknown[])[1] ?? call[0]))
        .filter((text) => text !== "a database statement took long");
    // Of all connections only the one for notices fails: another asks whether the database is well.
    let left = 3;
    const { connect } = pg.Client.prototype;
    vi.spyOn(pg.Client.prototype, "connect").mockImplementation(function (
      this: pg.Client,
      ...args: unknown[]
    ) {
      const { application_name } = Reflect.get(this, "connectionParameters");
      if (application_name === "rstack-panel notices" && left > 0) {
        left -= 1;
        return Promise.reject(new Error("no route"));
      }
      return Reflect.apply(connect, this, args);
    });
    const end = subscribe(() => {});
    await expect.poll(texts).toContain("notices are heard again");
    end();
    expect(texts()).toEqual([
      "no connection for notices: open pages learn of changes late",
      "notices are heard again",
    ]);
    vi.restoreAllMocks();
  });
});
