import fs from "node:fs";
import path from "node:path";

/**
 * What `postmaster.pid` says, and whether that is true. `stale`: the process is gone, a zombie or another program.
 * `writing`: it lives and has not yet said where it listens.
 */
export type Postmaster =
  | { is: "none" }
  | { is: "stale"; text: string }
  | { is: "writing" }
  | { is: "alive"; pid: number; port: number; socketFolder: string };

const pidFile = (cluster: string) => path.join(cluster, "postmaster.pid");

/** Lines of the file: pid, data folder, start time, port, socket folder, address, shared memory, status. */
export function postmasterOf(cluster: string): Postmaster {
  const text = readIfThere(pidFile(cluster));
  if (text === null) {
    return { is: "none" };
  }
  const lines = text.split("\n");
  const pid = Number.parseInt(lines[0] ?? "", 10);
  const socketFolder = lines[4] ?? "";
  if (!Number.isInteger(pid) || !runs(pid) || isOther(pid, cluster)) {
    return { is: "stale", text };
  }
  if (lines.length < 6 || (!socketFolder && process.platform !== "win32")) {
    return { is: "writing" };
  }
  return { is: "alive", pid, port: Number(lines[3]), socketFolder };
}

/** A zombie does not count: PID 1 of a container may never reap it, and PostgreSQL would take it for alive. */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") {
      return false;
    }
  }
  // The command's name stands in brackets and may itself hold one.
  const state = readIfThere(`/proc/${pid}/stat`)?.split(") ").pop()?.charAt(0);
  return state !== "Z" && state !== "X";
}

/** A process number is used again after a restart: a postmaster's working folder is its data folder. */
function isOther(pid: number, cluster: string): boolean {
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) !== fs.realpathSync(cluster);
  } catch {
    return false;
  }
}

/**
 * Only for a file that PostgreSQL itself would believe. Two starters may find the same one: whoever moved a file that
 * isn't that one puts it back.
 */
export function removeStale(cluster: string, text: string): void {
  const aside = `${pidFile(cluster)}.stale-${process.pid}`;
  try {
    fs.renameSync(pidFile(cluster), aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return;
    }
    throw error;
  }
  if (readIfThere(aside) !== text) {
    fs.renameSync(aside, pidFile(cluster));
    return;
  }
  fs.rmSync(aside, { force: true });
}

/** PostgreSQL asks the same of its socket's lock, and believes a zombie there too. */
export function removeStaleSocketLock(cluster: string, socketFolder: string): void {
  const file = path.join(socketFolder, ".s.PGSQL.5432.lock");
  const pid = Number.parseInt(readIfThere(file) ?? "", 10);
  if (Number.isInteger(pid) && (!runs(pid) || isOther(pid, cluster))) {
    fs.rmSync(file, { force: true });
  }
}

function readIfThere(file: string): string | null {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
