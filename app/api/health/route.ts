import { sql } from "drizzle-orm";
import { openRoute } from "@/lib/actions/read-route";
import { database } from "@/lib/db/connection";
import { onceASecond } from "@/lib/once-a-second";

const databaseAnswers = (): Promise<boolean> =>
  database()
    .execute(sql`select 1`)
    .then(
      () => true,
      () => false,
    );

/** Says that the panel can serve, whatever the master does: 200 as soon as the database answers. */
export const GET = openRoute(async () =>
  (await onceASecond("health", databaseAnswers))
    ? { ok: true }
    : Response.json({ ok: false }, { status: 503 }),
);
