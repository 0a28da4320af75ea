import "server-only";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { and, eq, gte, ne, sql } from "drizzle-orm";
import { database } from "./db/connection";
import { instances } from "./db/master-schema";
import { noteWriteFault } from "./db/reach/availability";
import { log, sqlState } from "./log";
import { instanceId } from "./operations/instance";
import { perProcess } from "./per-process";

/** Also how soon a full disk is noticed while nothing else is written. */
const RENEW_MS = 5_000;
/** An upgrade takes less; after this the other build is a fault. */
const UPGRADE_MS = 900_000;
/** After this without a renewal an instance counts as gone. */
const GONE_SECONDS = 30;
const NO_BUILD = "none";

/**
 * The build that this process serves: its id and a fingerprint of its server actions, which differ between builds that
 * were made apart with different keys. `none` where there is no build (tests, `next dev`).
 */
export const ownBuild = (): string => perProcess("own-build", () => buildIn(path.resolve(".next")));

export function buildIn(folder: string): string {
  try {
    const id = readFileSync(path.join(folder, "BUILD_ID"), "utf8").trim();
    const manifest = readFileSync(path.join(folder, "server/server-reference-manifest.json"), "utf8");
    const { node } = JSON.parse(manifest) as { node: Record<string, unknown> };
    const actions = createHash("sha256").update(Object.keys(node).sort().join()).digest("hex");
    return `${id} ${actions.slice(0, 8)}`;
  } catch {
    return NO_BUILD;
  }
}

/**
 * The build that a restart would bring, where it is another one than `own`: the release that the link `current` names, or,
 * outside of `releases`, what was built in this folder since the start. Both by their ids; null where nothing changed.
 */
export function buildOnDisk(
  root = process.cwd(),
  own = ownBuild(),
): { running: string; installed: string } | null {
  const releases = path.dirname(root);
  const folder = path.basename(releases) === "releases" ? path.join(releases, "../current") : root;
  const found = buildIn(path.join(folder, ".next"));
  const [running = "", installed = ""] = [own, found].map((build) => build.split(" ", 1)[0]);
  return found === NO_BUILD || own === NO_BUILD || running === installed ? null : { running, installed };
}

/** Builds of other instances that run now and were made from something else. */
export async function otherBuilds(build = ownBuild()): Promise<string[]> {
  const rows = await database()
    .selectDistinct({ build: instances.build })
    .from(instances)
    .where(
      and(
        ne(instances.build, build),
        gte(instances.seenAt, sql`now() - ${GONE_SECONDS} * interval '1 second'`),
      ),
    );
  return rows.map((row) => row.build).sort();
}

/** What follows from the renewal's own failures: also a disk that was made read-only, and one whose quota is used up. */
const CANNOT_WRITE = /^(53100|58030|25006|42501|XX000)$/;

/**
 * Throws where the disk has no room. Changing a row finds room in its own page, so PostgreSQL is asked for what doesn't fit
 * into `work_mem`: it writes a file of some 200 kB beside the tables and removes it, without a row, a lock or a line in the
 * log of changes.
 */
export async function tryRoom(): Promise<void> {
  await database().transaction(async (tx) => {
    await tx.execute(sql`set local work_mem = '64kB'`);
    await tx.execute(sql`set local temp_tablespaces = ''`);
    await tx.execute(sql`select count(*) from generate_series(1, 8192)`);
  });
}

/** Tells other instances of this one, and the log of instances with another build. Returns how to stop it. */
export function startInstance(build = ownBuild()): () => void {
  const id = instanceId();
  let known = "";
  let since = 0;
  const renew = async () => {
    await database()
      .insert(instances)
      .values({ id, build })
      .onConflictDoUpdate({ target: instances.id, set: { build, seenAt: sql`now()` } });
    await tryRoom();
    noteWriteFault(null);
    const others = await otherBuilds(build);
    if (others.join() !== known) {
      known = others.join();
      since = performance.now();
      sayOthers(build, others);
    } else if (others.length > 0 && performance.now() - since > UPGRADE_MS) {
      since = Number.POSITIVE_INFINITY;
      log.warn(
        { build, others },
        "instances with another build still share this database: forms of one fail at the other. Finish the upgrade, or give all of them the same build",
      );
    }
  };
  let renewed = Promise.resolve();
  const tick = () => {
    renewed = renew().catch((err) => {
      const code = sqlState(err) ?? "";
      if (CANNOT_WRITE.test(code)) {
        noteWriteFault(code);
      }
      log.debug({ err }, "this instance was not renewed");
    });
  };
  const timer = setInterval(tick, RENEW_MS);
  tick();
  return () => {
    clearInterval(timer);
    // A renewal on its way would bring the row back.
    renewed
      .then(() => database().delete(instances).where(eq(instances.id, id)))
      .catch((err) => log.debug({ err }, "this instance was not removed from the list"));
  };
}

function sayOthers(build: string, others: string[]): void {
  if (others.length > 0) {
    log.info({ build, others }, "instances with another build share this database, as during an upgrade");
  } else {
    log.info({ build }, "all instances have the same build again");
  }
}
