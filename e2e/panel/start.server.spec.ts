import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import pg from "pg";
import { embeddedDatabaseUrl, freePort } from "../support/panel-process";
import { expect, test } from "../support/test";

/** Runs `npm start` to its end. `heard` says whether anything listened on its port meanwhile. */
async function endOfStart(env: Record<string, string>) {
  const port = await freePort();
  const child = spawn(process.execPath, ["lib/cli/start.mjs"], {
    env: { ...env, NODE_ENV: "production", PATH: process.env.PATH, PORT: String(port) },
  });
  let said = "";
  child.stdout.on("data", (bytes) => {
    said += bytes;
  });
  child.stderr.on("data", (bytes) => {
    said += bytes;
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let heard = false;
  while (child.exitCode === null && child.signalCode === null) {
    const answered = fetch(`http://127.0.0.1:${port}/api/health`).then(
      () => true,
      (error) => error.cause?.code !== "ECONNREFUSED",
    );
    heard ||= await answered;
  }
  return { code: await ended, said, heard };
}

test("a database newer than the code is refused before anything listens", {
  tag: "@drill",
}, async ({ world }) => {
  const { PANEL_DATA_DIR = "", ...env } = world.env;
  const url = embeddedDatabaseUrl(PANEL_DATA_DIR);
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ('newer', 9e12)");
    const { code, said, heard } = await endOfStart({ ...env, DATABASE_URL: url });
    expect({ code, heard }).toEqual({ code: 1, heard: false });
    expect(said).toContain("The database was written by another version of the panel");
    expect(said).not.toMatch(/ready/i);
  } finally {
    await client.query("delete from drizzle.__drizzle_migrations where hash = 'newer'");
    await client.end();
  }
});

test("a console adapter that can't be loaded ends the start before anything listens", {
  tag: "@drill",
}, async ({ world }) => {
  const { code, said, heard } = await endOfStart({ ...world.env, CONSOLE_ADAPTER: "lib/cli/with-npm.mjs" });
  expect({ code, heard }).toEqual({ code: 1, heard: false });
  expect(said).toContain("CONSOLE_ADAPTER can't be loaded");
});

test("a log that can't be written ends the start, and says so", async ({ world }) => {
  const full = openSync("/dev/full", "w");
  const child = spawn(process.execPath, ["lib/cli/start.mjs"], {
    env: { ...world.env, NODE_ENV: "production", PATH: process.env.PATH, PORT: String(await freePort()) },
    stdio: ["ignore", full, "pipe"],
  });
  const said = text(child.stderr as Readable);
  const [code] = await once(child, "close");
  closeSync(full);
  expect({ code, said: await said }).toEqual({
    code: 1,
    said: expect.stringContaining("The log can't be written: is the disk behind standard output full?"),
  });
});
