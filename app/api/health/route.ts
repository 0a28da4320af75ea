import { sql } from "drizzle-orm";
import { openRoute } from "@/lib/actions/read-route";
import { database, inBackground } from "@/lib/db/connection";
import { writeFault } from "@/lib/db/reach/availability";
import { onceASecond } from "@/lib/process/once-a-second";

/** A database that takes longer is taken for silent. */
const LONGEST_MS = 5_000;

function databaseAnswers(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, LONGEST_MS, false);
  });
  const answered = database()
    .execute(sql`select 1`)
    .then(
      () => true,
      () => false,
    );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}

/**
 * Says that the panel can serve, whatever the master does: 200 while the database answers and takes down what is written,
 * which the instance tries every five seconds. The answer is a second old at most.
 */
export const GET = openRoute(async () => {
  const answers = await onceASecond("health", () => inBackground(databaseAnswers));
  const ok = answers && writeFault() === null;
  return ok ? { ok } : Response.json({ ok }, { status: 503 });
});
