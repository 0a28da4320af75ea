/**
 * A process for the tests to kill: starts the database as `panel` or `command` (first argument), then writes numbered
 * rows and says each number once it is committed. SIGTERM stops cleanly.
 */
import { sql } from "drizzle-orm";
import { database } from "../connection";
import { startDatabase } from "../start";

const mode = process.argv[2] === "panel" ? "panel" : "command";
const writes = process.argv.includes("--write");
try {
  const started = await startDatabase({ mode });
  let ending = false;
  process.on("SIGTERM", () => {
    ending = true;
    void started.stop().then(() => process.exit(0));
  });
  await makeTable();
  console.log("ready");
  const alive = setInterval(() => {}, 1_000);
  while (writes && !ending) {
    try {
      const { rows } = await database().execute(sql`insert into probe default values returning n`);
      console.log(`wrote ${rows[0]?.n}`);
    } catch {
      // The database was killed: go on when it is back.
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  void alive;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

/** "if not exists" is no help where several starters make it at once. */
async function makeTable(): Promise<void> {
  await database().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(1)`);
    await tx.execute(sql`create table if not exists probe (n bigserial primary key)`);
  });
}
