import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { master } from "@/lib/master";
import { perProcess } from "@/lib/per-process";
import { parseVmId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";
import { hasContent } from "@/lib/rstack/outcome";

/** How long a list of hosts with content shows that the master's lists are not broken. */
const HOLDS_MS = 2_000;

const seen = () =>
  perProcess("host lists with content", () => ({
    at: 0,
    asking: null as Promise<boolean> | null,
    /** Hosts that came empty since a list had content: other ones are asked for next. */
    empty: new Set<string>(),
  }));

/** A list of hosts came with rows just now. */
export function noteListContent(): void {
  seen().at = Date.now();
  seen().empty.clear();
}

/** The host that was seen last may have been deleted since, and then comes empty from a master that works. */
const MOST_ASKED = 3;
/** So many that came empty are left out, then it begins with the newest again. */
const MOST_EMPTY = 300;

/**
 * Whether the master's lists of hosts come with content now, so that an empty body may be read as "no such host". Asks
 * for hosts that the mirror holds, where none was listed within the last seconds: at most three, until one has content,
 * and for others the next time.
 * Where it holds none nothing contradicts an empty body but the master's silence: `test` has to be answered.
 */
export function listsHaveContent(options: CallOptions): Promise<boolean> {
  const state = seen();
  if (Date.now() - state.at < HOLDS_MS) {
    return Promise.resolve(true);
  }
  state.asking ??= askForKnown(options).finally(() => {
    state.asking = null;
  });
  return state.asking;
}

async function askForKnown(options: CallOptions): Promise<boolean> {
  const { empty } = seen();
  if (empty.size >= MOST_EMPTY) {
    empty.clear();
  }
  const known = await database().execute<{ vm_id: string }>(
    sql`select vm_id from hosts where gone_at is null and missing_since is null
      and vm_id <> all(${sql.param([...empty])}::text[]) order by seen_at desc limit ${MOST_ASKED}`,
  );
  if (known.rows.length === 0 && empty.size > 0) {
    empty.clear();
    return askForKnown(options);
  }
  if (known.rows.length === 0) {
    const any = await database().execute(sql`select 1 from hosts where gone_at is null limit 1`);
    return any.rows.length === 0 && (await master().test(options)).ok;
  }
  for (const vmId of known.rows.map(({ vm_id }) => parseVmId(vm_id))) {
    if (vmId && hasContent(await master().readHost(vmId, options))) {
      noteListContent();
      return true;
    }
    if (vmId) {
      empty.add(vmId);
    }
  }
  return false;
}
