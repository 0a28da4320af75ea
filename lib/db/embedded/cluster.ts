import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { StartError } from "../../process/end-start";
import { putInPlace } from "./binaries";
import type { EmbeddedPlace } from "./place";
import { runs } from "./postmaster-file";
import { BARE_ENVIRONMENT } from "./system-user";

export const USER = "panel";
export const clusterOf = (home: string) => path.join(home, "cluster");
const passwordFile = (home: string) => path.join(home, "password");
const majorFile = (home: string) => path.join(home, "postgresql-major");

/** Makes the cluster if there is none. It appears whole or not at all, also when two processes make it at once. */
export function ensureCluster(place: EmbeddedPlace): void {
  const { home, runAs, binaries } = place;
  sweepUnfinished(home);
  if (!fs.existsSync(home)) {
    const unfinished = `${home}.new-${process.pid}`;
    fs.mkdirSync(unfinished, { mode: 0o700 });
    const password = randomBytes(24).toString("base64url");
    fs.writeFileSync(passwordFile(unfinished), password, { mode: 0o600 });
    fs.writeFileSync(majorFile(unfinished), `${binaries.major}\n`);
    if (runAs) {
      fs.chownSync(unfinished, runAs.uid, runAs.gid);
      fs.chownSync(passwordFile(unfinished), runAs.uid, runAs.gid);
    }
    initialise(place, unfinished, password);
    putInPlace(unfinished, home);
  }
  checkMajor(place);
}

/** initdb takes the password from a file of its own, and that goes at once. */
function initialise({ binaries, runAs }: EmbeddedPlace, home: string, password: string): void {
  const forInitdb = path.join(home, "initdb-password");
  fs.writeFileSync(forInitdb, password, { mode: 0o600 });
  if (runAs) {
    fs.chownSync(forInitdb, runAs.uid, runAs.gid);
  }
  const made = spawnSync(
    path.join(binaries.native, "bin", "initdb"),
    [
      ["-D", clusterOf(home)],
      ["-U", USER],
      ["--auth=scram-sha-256", `--pwfile=${forInitdb}`],
      ["--encoding=UTF8", "--locale=C", "--data-checksums"],
    ].flat(),
    { ...(runAs ?? {}), env: BARE_ENVIRONMENT, cwd: home, encoding: "utf8" },
  );
  fs.rmSync(forInitdb, { force: true });
  if (made.status !== 0) {
    fs.rmSync(home, { recursive: true, force: true });
    throw new StartError(`initdb failed: ${made.error?.message ?? made.stderr.trim()}`);
  }
}

/** Of starters that were killed while they made it. */
function sweepUnfinished(home: string): void {
  const start = `${path.basename(home)}.new-`;
  for (const name of fs.readdirSync(path.dirname(home))) {
    if (name.startsWith(start) && !runs(Number(name.slice(start.length)))) {
      fs.rmSync(path.join(path.dirname(home), name), { recursive: true, force: true });
    }
  }
}

function checkMajor({ home, binaries }: EmbeddedPlace): void {
  const found = Number.parseInt(fs.readFileSync(path.join(clusterOf(home), "PG_VERSION"), "utf8"), 10);
  if (found !== binaries.major) {
    throw new StartError(
      `The data in ${home} were written by PostgreSQL ${found}; this panel brings ${binaries.major}. Start the panel version that wrote them and dump them (pg_dump), or restore a backup into an empty folder; DATABASE_URL takes a server of your own`,
    );
  }
}

export function readPassword(home: string): string {
  try {
    return fs.readFileSync(passwordFile(home), "utf8");
  } catch {
    throw new StartError(
      `The database in ${home} belongs to another user: start the panel and its commands as the same user`,
    );
  }
}
