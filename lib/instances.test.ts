import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { expect, it, vi } from "vitest";
import { database } from "./db/connection";
import { instances } from "./db/master-schema";
import { writeFault } from "./db/reach/availability";
import { useTestDatabase } from "./db/testing";
import { buildIn, buildOnDisk, otherBuilds, startInstance, tryRoom } from "./instances";
import { log } from "./log";

useTestDatabase();

const seen = (id: string, build: string, secondsAgo: number) =>
  database()
    .insert(instances)
    .values({ id, build, seenAt: sql`now() - ${secondsAgo} * interval '1 second'` });

it("names the other builds of instances that run now, and no others", async () => {
  await seen("same", "a 1", 5);
  await seen("other", "b 2", 5);
  await seen("gone", "c 3", 60);
  expect(await otherBuilds("a 1")).toEqual(["b 2"]);
  expect(await otherBuilds("b 2")).toEqual(["a 1"]);
  await database().delete(instances);
});

it("says that an instance with another build appeared, and warns once where it stays", async () => {
  const [info, warn] = [vi.spyOn(log, "info"), vi.spyOn(log, "warn")];
  const now = vi.spyOn(performance, "now");
  vi.useFakeTimers({ toFake: ["setInterval"] });
  await seen("other", "b 2", 0);
  const stop = startInstance("a 1");
  await expect.poll(() => info.mock.calls.length).toBe(1);
  expect(info.mock.calls[0]).toEqual([
    { build: "a 1", others: ["b 2"] },
    expect.stringMatching(/during an upgrade$/),
  ]);
  expect(await otherBuilds("b 2")).toEqual(["a 1"]);
  now.mockReturnValue(performance.now() + 900_001);
  for (const times of [1, 1]) {
    vi.advanceTimersByTime(5_000);
    await expect.poll(() => warn.mock.calls.length).toBe(times);
  }
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
  await expect.poll(() => otherBuilds("b 2")).toEqual([]);
  await database().delete(instances);
});

it("notices a database that takes nothing down, and that it does again", async () => {
  const said = [vi.spyOn(log, "error"), vi.spyOn(log, "info")] as const;
  await database().execute(sql`create function full_disk() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$`);
  await database().execute(
    sql`create trigger full_disk before insert on instances execute function full_disk()`,
  );
  startInstance("a 1")();
  await expect.poll(writeFault).toBe("53100");
  startInstance("a 1")();
  await database().execute(sql`drop trigger full_disk on instances`);
  startInstance("a 1")();
  await expect.poll(writeFault).toBeNull();
  expect(said.map(({ mock }) => mock.calls)).toEqual([
    [[{ code: "53100" }, "the database can't be written to: is its disk full?"]],
    [["the database can be written to again"]],
  ]);
  vi.restoreAllMocks();
});

it("notices a database that any statement could not write to, and tries whether there is room", async () => {
  const fail = (code: string) =>
    database().execute(sql.raw(`do $$ begin raise exception 'no' using errcode = '${code}'; end $$`));
  for (const code of ["53100", "58030", "25006"]) {
    await expect(fail(code)).rejects.toThrow();
    expect(writeFault()).toBe(code);
  }
  startInstance("a 1")();
  await expect.poll(writeFault).toBeNull();
  await expect(fail("22012")).rejects.toThrow();
  expect(writeFault()).toBeNull();
});

it("asks PostgreSQL to write a file when it tries whether there is room", async () => {
  const written = async () => {
    const { rows } = await database().execute<{ bytes: string }>(
      sql`select temp_bytes as bytes from pg_stat_database where datname = current_database()`,
    );
    return Number(rows[0]?.bytes);
  };
  const before = await written();
  await tryRoom();
  // The connection that wrote it tells the others when it is asked to.
  await database().execute(sql`select pg_stat_force_next_flush()`);
  await expect.poll(written).toBeGreaterThan(before + 100_000);
});

it("tells builds apart by their id and by the ids of their server actions", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "panel-build-"));
  const write = (id: string, actions: string[]) => {
    mkdirSync(path.join(folder, "server"), { recursive: true });
    writeFileSync(path.join(folder, "BUILD_ID"), id);
    const node = Object.fromEntries(actions.map((action) => [action, {}]));
    writeFileSync(path.join(folder, "server/server-reference-manifest.json"), JSON.stringify({ node }));
    return buildIn(folder);
  };
  expect(write("one", ["a", "b"])).toBe(write("one", ["b", "a"]));
  expect(write("one", ["a", "c"])).not.toBe(write("one", ["a", "b"]));
  expect(write("two", ["a", "b"])).not.toBe(write("one", ["a", "b"]));
  rmSync(folder, { recursive: true });
  expect(buildIn(folder)).toBe("none");
});

it("sees that another release was installed than the one that runs, and a new build in its own folder", () => {
  const home = mkdtempSync(path.join(tmpdir(), "panel-home-"));
  const write = (folder: string, id: string) => {
    mkdirSync(path.join(folder, ".next/server"), { recursive: true });
    writeFileSync(path.join(folder, ".next/BUILD_ID"), id);
    writeFileSync(path.join(folder, ".next/server/server-reference-manifest.json"), '{"node":{}}');
    return folder;
  };
  const [older, newer] = ["0.1.0", "0.2.0"].map((id) => write(path.join(home, "releases", id), id));
  const current = path.join(home, "current");
  symlinkSync("releases/0.1.0", current);
  const own = buildIn(path.join(older ?? "", ".next"));
  expect(buildOnDisk(older, own)).toBeNull();
  unlinkSync(current);
  expect(buildOnDisk(older, own)).toBeNull();
  symlinkSync("releases/0.2.0", current);
  expect(buildOnDisk(older, own)).toEqual({ running: "0.1.0", installed: "0.2.0" });
  expect(buildOnDisk(newer, buildIn(path.join(newer ?? "", ".next")))).toBeNull();
  const checkout = write(path.join(home, "checkout"), "one");
  const before = buildIn(path.join(checkout, ".next"));
  write(checkout, "two");
  expect(buildOnDisk(checkout, before)).toEqual({ running: "one", installed: "two" });
  rmSync(home, { recursive: true });
});
