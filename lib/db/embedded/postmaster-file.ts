import fs from "node:fs";
import path from "node:path";

/**
 * What `postmaster.pid` says, and whether that is true. `stale`: its process is gone, a zombie or no postmaster of this
 * folder. `unreadable`: it holds no process number, as a crash may leave it. `writing`: the process lives and has not yet
 * said where it listens.
 */
export type Postmaster =
  | { is: "none" }
  | { is: "unreadable"; text: string; writtenAt: number }
  | { is: "stale"; pid: number }
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
  // Negative where PostgreSQL runs for a single user, to be mended by hand.
  const pid = Math.abs(Number.parseInt(lines[0] ?? "", 10));
  const socketFolder = lines[4] ?? "";
  if (!(pid > 0)) {
    return { is: "unreadable", text, writtenAt: fs.statSync(pidFile(cluster)).mtimeMs };
  }
  if (!runs(pid) || isOther(pid, cluster)) {
    return { is: "stale", pid };
  }
  if (lines.length < 6 || (!socketFolder && process.platform !== "win32")) {
    return { is: "writing" };
  }
  return { is: "alive", pid, port: Number(lines[3]), socketFolder };
}

/** A zombie does not count: PID 1 of a container may never reap it, and PostgreSQL would take it for alive. */
export function runs(pid: number): boolean {
  if (signalRefusal(pid) === "ESRCH") {
    return false;
  }
  const stat = readIfThere(`/proc/${pid}/stat`);
  if (stat === null) {
    // It ended since, or this system has no /proc.
    return signalRefusal(pid) !== "ESRCH";
  }
  // The command's name stands in brackets and may itself hold one.
  const state = stat.split(") ").pop()?.charAt(0);
  return state !== "Z" && state !== "X";
}

function signalRefusal(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

/**
 * Whether a living process can't be the postmaster of this folder: process numbers are used again. Like PostgreSQL, we
 * know that a postmaster runs as the folder's owner; more than PostgreSQL, that its working folder is its data folder and
 * that it is called postgres.
 */
function isOther(pid: number, cluster: string): boolean {
  if (signalRefusal(pid) === "EPERM") {
    return true;
  }
  const user = /^Uid:\t\d+\t(\d+)/m.exec(readIfThere(`/proc/${pid}/status`) ?? "")?.[1];
  if (user !== undefined && Number(user) !== fs.statSync(cluster).uid) {
    return true;
  }
  try {
    return fs.readlinkSync(`/proc/${pid}/cwd`) !== fs.realpathSync(cluster);
  } catch {
    const name = readIfThere(`/proc/${pid}/comm`)?.trim();
    return name !== undefined && name !== "postgres";
  }
}

/**
 * PostgreSQL doesn't start beside a file without a process number. Two starters may find the same one: whoever moved a
 * file that isn't that one puts it back.
 */
export function removeUnreadable(cluster: string, text: string): void {
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
