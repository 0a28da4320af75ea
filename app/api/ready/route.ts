import { openRoute } from "@/lib/actions/read-route";
import { databaseIsAway, writeFault } from "@/lib/db/reach/availability";
import { isDraining } from "@/lib/drain";
import { readProfile } from "@/lib/hosts/mirror/profile";
import { onceASecond } from "@/lib/process/once-a-second";

interface Answers {
  database: "answers" | "silent";
  master: "answers" | "silent" | "unknown";
}

const SILENT: Answers = { database: "silent", master: "unknown" };

const lookUp = (): Promise<Answers> =>
  readProfile().then(
    (profile): Answers => ({
      database: "answers",
      master: profile?.downSince ? "silent" : profile?.lastAnswerAt ? "answers" : "unknown",
    }),
    () => SILENT,
  );

/**
 * Whether this instance should be sent requests: 503 while it drains, or the database is silent or takes nothing down. The master's state is told
 * and decides nothing. Migrations are done before the first request is served.
 */
export const GET = openRoute(async () => {
  const answers = databaseIsAway() ? SILENT : await onceASecond("ready", lookUp);
  const draining = isDraining();
  const database = answers.database === "answers" && writeFault() !== null ? "read-only" : answers.database;
  const ready = !draining && database === "answers";
  return Response.json({ ready, draining, ...answers, database }, { status: ready ? 200 : 503 });
});
