/**
 * How long taking in the list of a large fleet holds up a process: the worst hold of the event loop, first sync and one
 * where every tenth host changed. `node --conditions=react-server --import tsx e2e/bench/fleet-sync.ts [HOSTS]`
 */
import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { pool } from "../../lib/db/connection";
import { startDatabase } from "../../lib/db/start";
import { syncFleet } from "../../lib/hosts/mirror/sync-fleet";
import { master } from "../../lib/master";
import { freePort } from "../support/panel-process";
import { milliseconds, printTable, type Row } from "./table";

const HOSTS = Number(process.argv[2] ?? 50_000);
const GOAL_MS = 50;
const SECRET = "bench-secret";

/** A process of its own: writing 40 MB holds its loop, and that is not what is measured. */
async function startSimulator(): Promise<{ url: string; stop: () => void }> {
  const port = await freePort();
  const args = [
    "--port",
    String(port),
    "--secret",
    SECRET,
    "--fleet",
    String(HOSTS),
    "--ignores-owner-filter",
  ];
  const child = spawn(process.execPath, ["--import", "tsx", "lib/simulator/main.ts", ...args]);
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (piece) => {
      const found = /simulator: (\S+)/.exec(String(piece))?.[1];
      if (found) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`the simulator ended with ${code}`)));
  });
  return { url, stop: () => child.kill("SIGTERM") };
}

async function measured(what: string): Promise<Row[]> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const result = await syncFleet();
  const took = performance.now() - began;
  delay.disable();
  if (result !== "done") throw new Error(`the sync ended as ${JSON.stringify(result)}`);
  const row = (name: string, value: number, goal: number | null): Row => {
    return { page: what, what: name, value, goal, show: milliseconds };
  };
  return [
    row("worst hold", delay.max / 1e6, GOAL_MS),
    row("99.9 % below", delay.percentile(99.9) / 1e6, null),
    row("whole sync", took, null),
  ];
}

async function main() {
  const folder = mkdtempSync(path.join(tmpdir(), "panel-bench-"));
  chmodSync(folder, 0o755);
  const simulator = await startSimulator();
  Object.assign(process.env, {
    RSTACK_URL: simulator.url,
    RSTACK_SECRET: SECRET,
    PANEL_URL: "http://127.0.0.1:3000",
    AUTH_SECRET: "x".repeat(32),
    PANEL_DATA_DIR: folder,
    LOG_LEVEL: "warn",
  });
  const database = await startDatabase({ mode: "command" });
  try {
    const first = await measured(`first sync, ${HOSTS}`);
    await pool().query("update hosts set name = 'other', seen_at = now() where vm_id::bigint % 10 = 0");
    const again = await measured("every tenth differs");
    const rows = [...first, ...again, ...(await measured("nothing differs"))];
    printTable(rows);
  } finally {
    await master().close();
    await database.stop();
    simulator.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
