import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import type { DatabaseTarget } from "./connection";
import { clusterOf } from "./embedded/cluster";
import { choosePlace } from "./embedded/place";
import { postmasterOf, runs } from "./embedded/postmaster-file";
import { ensureServer, stopServer, type Target } from "./embedded/start-server";
import { migrateDatabase } from "./migrate";

declare module "vitest" {
  export interface ProvidedContext {
    testServer: Target;
  }
}

export const TEMPLATE = "panel_template";
const START = "rstack-panel-test-";
/** Nothing in these databases has to outlive the run. */
const FAST = { fsync: "off", synchronous_commit: "off", full_page_writes: "off", max_connections: "200" };

/**
 * Vitest's global set-up, for each of its projects: one real server for the run, and the migrated database that each file
 * gets a copy of.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await sweep();
  const folder = path.join(os.tmpdir(), `${START}${process.pid}`);
  const place = choosePlace(process.cwd(), folder);
  const server = await ensureServer(place, { database: TEMPLATE, settings: FAST, detached: false });
  await migrateDatabase(server.target);
  project.provide("testServer", { ...server.target, database: "postgres" });
  return async () => {
    // Another project's, which stops it.
    if (!server.startedHere) {
      return;
    }
    await stopServer(place.home, server.pid);
    fs.rmSync(folder, { recursive: true, force: true });
  };
}

/** What runs that were killed left behind. */
async function sweep(): Promise<void> {
  for (const name of fs.readdirSync(os.tmpdir()).filter((n) => n.startsWith(START))) {
    if (runs(Number(name.slice(START.length)))) {
      continue;
    }
    const home = path.join(os.tmpdir(), name, "postgres");
    const left = postmasterOf(clusterOf(home));
    if (left.is === "alive") {
      await stopServer(home, left.pid);
    }
    fs.rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true });
  }
}

/** As `DATABASE_URL` has it, for a process of its own. */
export function urlOf(target: DatabaseTarget): string {
  if ("connectionString" in target) {
    return target.connectionString;
  }
  const isSocket = target.host.startsWith("/");
  const place = isSocket ? "localhost" : `${target.host}:${target.port}`;
  const url = new URL(`postgresql://${place}/${target.database}`);
  url.username = encodeURIComponent(target.user);
  url.password = encodeURIComponent(target.password);
  if (isSocket) {
    url.searchParams.set("host", target.host);
    url.searchParams.set("port", String(target.port));
  }
  return url.href;
}
