import { isLostDatabase, log, quietenLog, sqlState } from "../../log";
import { perProcess } from "../../per-process";
import { outsideRequest } from "../../request-context";

// What this instance knows of the database: whether it answers, and whether it can be written to. The server in front of
// Next asks, so nothing here needs a connection of its own.

/** `full`: it refuses new connections, and those that are open may go on. */
export type DatabaseAnswer = { is: "there" } | { is: "full" | "away" | "late"; err: unknown };

const state = perProcess("database availability", () => ({
  /** As `performance.now()` says it; null while it answers. */
  awaySince: null as number | null,
  writeFault: null as string | null,
  asking: false,
}));

/** Whether nothing that needs the database can be answered. */
export const databaseIsAway = (): boolean => state.awaySince !== null;

/** Why the database can't be written to, such as `53100` for a full disk; null while it can, or while that isn't known. */
export const writeFault = (): string | null => state.writeFault;

/** A full disk, one that fails, and a server that was made read-only. */
const CANNOT_WRITE = /^(53100|58030|25006)$/;

/**
 * Every failed statement and connection comes here. One that was lost is followed up: `ask` makes a new connection, until
 * the database answers. One that could not write is believed at once.
 */
export function noteFailure(err: unknown, ask: () => Promise<DatabaseAnswer>): void {
  const code = sqlState(err) ?? "";
  if (CANNOT_WRITE.test(code)) {
    noteWriteFault(code);
  } else if (isLostDatabase(err, true) && !state.asking) {
    state.asking = true;
    void outsideRequest(() => untilThere(ask)).finally(() => {
      state.asking = false;
    });
  }
}

/** `code` is null once something of some size was written. */
export function noteWriteFault(code: string | null): void {
  if (code === state.writeFault) {
    return;
  }
  const was = state.writeFault;
  state.writeFault = code;
  if (code !== null) {
    outsideRequest(() => log.error({ code }, "the database can't be written to: is its disk full?"));
  } else if (was !== null) {
    outsideRequest(() => log.info("the database can be written to again"));
  }
  quietenLog("cannot write", code !== null);
}

const AGAIN_MS = 500;

async function untilThere(ask: () => Promise<DatabaseAnswer>): Promise<void> {
  let late = 0;
  for (;;) {
    const answer = await ask();
    if (answer.is === "there" || answer.is === "full") {
      if (answer.is === "full" && state.awaySince === null) {
        log.warn({ err: answer.err }, "the database takes no more connections: raise its max_connections");
      }
      noteThere();
      return;
    }
    late = answer.is === "late" ? late + 1 : 0;
    // A busy machine lets a connection or two time out, with the database well.
    if (answer.is === "away" || late > 1) {
      noteAway(answer.err);
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref());
  }
}

function noteAway(err: unknown): void {
  if (state.awaySince === null) {
    state.awaySince = performance.now();
    log.error({ err }, "the database is silent");
    quietenLog("silent", true);
  }
}

function noteThere(): void {
  if (state.awaySince !== null) {
    const forMs = Math.round(performance.now() - state.awaySince);
    state.awaySince = null;
    quietenLog("silent", false);
    log.info({ forMs }, "the database answers again");
  }
}
