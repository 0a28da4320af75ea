import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { log } from "../../log";
import { StartError } from "../../process/end-start";
import { type Binaries, runnableBinaries } from "./binaries";
import { canEnter, isRoot, type RunAs, systemUser } from "./system-user";

/** Where an embedded server lives. `home` holds the cluster, its password and its socket, and appears all at once. */
export type EmbeddedPlace = { home: string; binaries: Binaries; runAs: RunAs };

/** System-wide, for checkouts that the server's own user can't enter. */
const SHARED = "/var/lib/rstack-panel";

const shortHash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);

/**
 * `dataDir` is the setting, null for `./data` in the checkout. Throws, with the folder's name, where the data can't lie
 * there.
 */
export function choosePlace(checkout: string, dataDir: string | null): EmbeddedPlace {
  const home = path.join(chooseBase(checkout, dataDir), "postgres");
  const runAs = isRoot() ? (ownerOf(home) ?? systemUser()) : null;
  const copies = isRoot() ? SHARED : path.dirname(home);
  if (isRoot() && fs.existsSync(home) && !canEnter(home, runAs)) {
    throw new StartError(`The user that owns the database in ${home} can't enter that folder`);
  }
  return { home, runAs, binaries: runnableBinaries(checkout, copies, runAs) };
}

/** A database that a plain user made goes on as that user when root starts the panel. */
function ownerOf(home: string): RunAs {
  if (!fs.existsSync(home)) {
    return null;
  }
  const { uid, gid } = fs.statSync(home);
  return uid === 0 ? null : { uid, gid };
}

function chooseBase(checkout: string, dataDir: string | null): string {
  if (!isRoot()) {
    return ownBase(dataDir ?? path.join(checkout, "data"));
  }
  if (dataDir) {
    return givenBase(dataDir);
  }
  const inCheckout = path.join(checkout, "data");
  const shared = path.join(SHARED, shortHash(fs.realpathSync(checkout)));
  // Where a database is, it stays, whatever became of the checkout's permissions since.
  if (fs.existsSync(path.join(shared, "postgres"))) {
    return sharedBase(shared);
  }
  if (fs.existsSync(path.join(inCheckout, "postgres")) || canEnter(checkout, systemUser())) {
    fs.mkdirSync(inCheckout, { recursive: true });
    return inCheckout;
  }
  return sharedBase(shared);
}

function ownBase(base: string): string {
  try {
    fs.mkdirSync(base, { recursive: true, mode: 0o700 });
    fs.accessSync(base, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
  } catch {
    throw new StartError(
      `The data folder ${base} can't be entered and written to: set PANEL_DATA_DIR to one that can`,
    );
  }
  return base;
}

function givenBase(base: string): string {
  fs.mkdirSync(base, { recursive: true });
  const user = ownerOf(path.join(base, "postgres")) ?? systemUser();
  if (!canEnter(base, user)) {
    fs.chownSync(base, user.uid, user.gid);
  }
  if (!canEnter(base, user)) {
    throw new StartError(
      `PANEL_DATA_DIR ${base} can't be entered by the system user that runs PostgreSQL (uid ${user.uid}): one of the folders above it is closed to others`,
    );
  }
  return base;
}

function sharedBase(base: string): string {
  fs.mkdirSync(base, { recursive: true });
  fs.chmodSync(SHARED, 0o755);
  fs.chmodSync(base, 0o755);
  log.info(
    { folder: base },
    "the checkout is closed to the database's own user: the data lie in this folder",
  );
  return base;
}
