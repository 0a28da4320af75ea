import "server-only";
import { sql } from "drizzle-orm";
import { database } from "@/lib/db/connection";
import { master } from "@/lib/master";
import type { Named } from "@/lib/rstack/master-client";
import { cleanText } from "../clean-text";
import { withScope } from "./scopes";

const EVERY_MS = 10 * 60_000;
const REST_AFTER_FAULT_MS = 60_000;

/**
 * The vendor doesn't say that host rows carry the names of area and node; where they have the ids alone, the names come
 * from the lists of areas and nodes.
 */
export async function fillPlaceNames(): Promise<void> {
  const unnamed = await database().execute<{ area: boolean | null; node: boolean | null }>(sql`select
    bool_or(area_id is not null and area_name is null) as area,
    bool_or(node_id is not null and node_name is null) as node from hosts where gone_at is null`);
  const [{ area, node } = { area: false, node: false }] = unnamed.rows;
  if (!area && !node) {
    return;
  }
  await withScope("names", REST_AFTER_FAULT_MS, async () => {
    const areas = area ? await master().listAreas({ priority: "drawing" }) : null;
    const nodes = node ? await master().listNodes({ priority: "drawing" }) : null;
    await write("area", areas?.ok ? areas.value : []);
    await write("node", nodes?.ok ? nodes.value : []);
    const whole = areas?.ok !== false && nodes?.ok !== false;
    return { result: null, end: whole ? { set: {}, restMs: EVERY_MS } : "fault" };
  });
}

async function write(kind: "area" | "node", named: readonly Named[]): Promise<void> {
  const names = named
    .map(({ id, name }) => ({ id, name: cleanText(name) }))
    .filter(({ name }) => name !== null);
  const [id, name] = [sql.raw(`${kind}_id`), sql.raw(`${kind}_name`)];
  await database().execute(sql`update hosts h set ${name} = n.name
    from jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as n(id text, name text)
    where h.${id} = n.id and h.${name} is null`);
}
