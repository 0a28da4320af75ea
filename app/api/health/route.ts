import { sql } from "drizzle-orm";
import { openRoute } from "@/lib/actions/read-route";
import { database } from "@/lib/db/connection";

/** Says that the panel can serve, whatever the master does: 200 as soon as the database answers. */
export const GET = openRoute(async () => {
  try {
    await database().execute(sql`select 1`);
    return { ok: true };
  } catch {
    return Response.json({ ok: false }, { status: 503 });
  }
});
