import { spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { compileInto } from "../../lib/db/embedded/compile.testing";
import { ACCOUNT_MAKER, bare } from "./panel-process";

/** Where a run's worlds find a database to copy. */
const FOLDER = "PANEL_E2E_DATABASE";

/**
 * Playwright's global set-up: an empty database of the newest schema, made once by a command as a provider runs it; and the
 * script that makes accounts, compiled.
 */
export default function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), "panel-template-"));
  chmodSync(folder, 0o755);
  const env = bare({
    RSTACK_URL: "http://127.0.0.1:9/api/v3",
    RSTACK_SECRET: "no-rstack-secret",
    AUTH_SECRET: "no-auth-secret-no-auth-secret-no-auth-secret",
    PANEL_URL: "http://127.0.0.1:3000",
    LOG_LEVEL: "silent",
    PANEL_DATA_DIR: folder,
  });
  const flags = ["--conditions=react-server", "--import", "tsx", "lib/cli/account.ts", "list"];
  const made = spawnSync(process.execPath, flags, { env, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`The database for the tests could not be made: ${made.stderr}`);
  // Copies needn't outlive a crash of the machine.
  appendFileSync(
    path.join(folder, "postgres/cluster/postgresql.conf"),
    "fsync = off\nfull_page_writes = off\n",
  );
  process.env[FOLDER] = folder;
  process.env[ACCOUNT_MAKER.compiled] = compileInto(folder, ACCOUNT_MAKER.script);
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Whether a file of such a copy is as it was: PostgreSQL has written nothing to it. */
export function isUntouched(dataDir: string, file: string): boolean {
  const original = statOf(path.join(process.env[FOLDER] ?? "", path.relative(dataDir, file)));
  const copy = statOf(file);
  return original !== null && copy?.mtimeMs === original.mtimeMs && copy.size === original.size;
}

const statOf = (file: string) => statSync(file, { throwIfNoEntry: false }) ?? null;

/** Puts the database there, for a panel that finds it as one finds its own; drills and benchmarks begin without one. */
export function copyDatabase(dataDir: string): void {
  const folder = process.env[FOLDER];
  if (!folder) return;
  mkdirSync(dataDir);
  spawnSync("cp", ["-a", path.join(folder, "postgres"), dataDir]);
}
