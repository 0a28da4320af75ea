import pg from "pg";
import { embeddedDatabaseUrl } from "./panel-process";
import type { World } from "./world";

/** One statement on the panel's own database: for rows that no form makes, or makes too slowly. Returns the rows. */
export async function inDatabase<R extends pg.QueryResultRow>(
  { env }: World,
  text: string,
  values: unknown[] = [],
): Promise<R[]> {
  const client = new pg.Client({ connectionString: embeddedDatabaseUrl(env.PANEL_DATA_DIR ?? "") });
  await client.connect();
  try {
    return (await client.query<R>(text, values)).rows;
  } finally {
    await client.end();
  }
}
