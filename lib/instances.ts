import "server-only";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { and, eq, gte, ne, sql } from "drizzle-orm";
import { database } from "./db/connection";
import { instances } from "./db/master-schema";
import { log } from "./log";
import { instanceId } from "./operations/instance";
import { perProcess } from "./per-process";

const RENEW_MS = 10_000;
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

const writing = () => perProcess("database writes", () => ({ fault: null as string | null }));

/** Why the database takes nothing down any more, such as `53100` for a full disk; null while it does, or is silent. */
export const writeFault = (): string | null => writing().fault;

/** Full disks, and a server that was made read-only. */
const TAKES_NOTHING = /^(53100|58030|25006)$/;

function noteWriting(err: unknown): void {
  const code = codeOf(err) ?? "";
  const state = writing();
  const fault = TAKES_NOTHING.test(code) ? code : err === null ? null : state.fault;
  if (fault !== state.fault) {
    state.fault = fault;
    if (fault) {
      log.error({ code }, "the database can't be written to: is its disk full?");
    } else {
      log.info("the database can be written to again");
    }
  }
}

/** PostgreSQL's code, which Drizzle hands on as the cause. */
const codeOf = (err: unknown): string | undefined => {
  const { code, cause } = (err ?? {}) as { code?: string; cause?: unknown };
  return code ?? (cause === undefined ? undefined : codeOf(cause));
};

/** Tells other instances of this one, and the log of instances with another build. Returns how to stop it. */
export function startInstance(build = ownBuild()): () => void {
  const id = instanceId();
  let known = "";
  const renew = async () => {
    await database()
      .insert(instances)
      .values({ id, build })
      .onConflictDoUpdate({ target: instances.id, set: { build, seenAt: sql`now()` } });
    noteWriting(null);
    const others = await otherBuilds(build);
    if (others.join() !== known) {
      known = others.join();
      sayOthers(build, others);
    }
  };
  const tick = () =>
    void renew().catch((err) => {
      noteWriting(err);
      log.debug({ err }, "this instance was not renewed");
    });
  const timer = setInterval(tick, RENEW_MS);
  tick();
  return () => {
    clearInterval(timer);
    database()
      .delete(instances)
      .where(eq(instances.id, id))
      .catch((err) => log.debug({ err }, "this instance was not removed from the list"));
  };
}

function sayOthers(build: string, others: string[]): void {
  if (others.length > 0) {
    log.warn(
      { build, others },
      "instances with another build share this database: forms of one fail at the other. Finish the upgrade, or give all of them the same build",
    );
  } else {
    log.info({ build }, "all instances have the same build again");
  }
}
