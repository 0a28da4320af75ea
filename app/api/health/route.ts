import { sql } from "drizzle-orm";
import { openRoute } from "@/lib/actions/read-route";
import { database } from "@/lib/db/connection";
import { perProcess } from "@/lib/per-process";

const FRESH_MS = 1_000;

interface Check {
  /** Null while it runs. */
  endedAt: number | null;
  answers: Promise<boolean>;
}
const newest = perProcess("health-check", () => ({ check: null as Check | null }));

/** Asks the database once, however many ask for the health at the same time; the answer is good for a second. */
function databaseAnswers(): Promise<boolean> {
  const { check } = newest;
  if (check && (check.endedAt === null || Date.now() - check.endedAt < FRESH_MS)) {
    return check.answers;
  }
  const answers = database()
    .execute(sql`select 1`)
    .then(
      () => true,
      () => false,
    );
  const begun: Check = { endedAt: null, answers };
  newest.check = begun;
  void answers.then(() => {
    begun.endedAt = Date.now();
  });
  return answers;
}

/** Says that the panel can serve, whatever the master does: 200 as soon as the database answers. */
export const GET = openRoute(async () =>
  (await databaseAnswers()) ? { ok: true } : Response.json({ ok: false }, { status: 503 }),
);
