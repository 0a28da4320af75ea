import type { ControlClient } from "../../simulator/control/client";

/** What says when something happened, by table; the state as it stands is one that was read just now. */
const MOMENTS: Record<string, readonly string[]> = {
  operations: ["started_at", "sent_at", "accepted_at", "checked_at", "ended_at"],
  host_states: ["at", "before_at"],
  tenancies: ["since", "until"],
  announcements: ["from", "until", "withdrawn_at"],
};

/**
 * So much time passes: what happened on the simulated master and in the panel's books did so much earlier. Samples are dropped, for
 * they are written anew. `run` carries out one statement on the panel's database.
 */
export async function passTime(
  ms: number,
  control: ControlClient,
  run: (statement: string) => Promise<unknown>,
): Promise<void> {
  await control.setClock({ agedMs: ms });
  for (const [table, columns] of Object.entries(MOMENTS)) {
    const earlier = columns.map((column) => `"${column}" = "${column}" - interval '${ms} milliseconds'`);
    await run(`update ${table} set ${earlier.join(", ")}`);
  }
  await run("delete from monitor_days");
  await run("delete from traffic_days");
}
