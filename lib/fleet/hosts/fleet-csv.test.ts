import { sql } from "drizzle-orm";
import { beforeAll, expect, it } from "vitest";
import { database } from "@/lib/db/connection";
import { useTestDatabase } from "@/lib/db/testing";
import { fleetCsv } from "./fleet-csv";
import { fleetQueryFrom } from "./fleet-query";

useTestDatabase();

const HOSTS = 5_000;
/** Written in one go: what takes longer holds up pages. */
const LARGEST_PIECE = 500;

beforeAll(async () => {
  await database().execute(sql`insert into hosts (vm_id, guid, owner, name, status, area_id, node_id, ipv4,
      additional_ips, traffic_used_gb, seen_at, gone_at)
    select i::text, 'GUID-' || i, (10000 + i % 7)::text, case when i = 9 then '=1+1' else 'web' || i end,
      case when i % 10 = 0 then '1' else '2' end, '1', (1 + i % 4)::text, '10.0.0.1', '{}', i % 100, now(),
      case when i = 5 then now() end
    from generate_series(1, ${HOSTS}) i`);
});

const read = async (search: Record<string, string>) =>
  (await new Response(fleetCsv(fleetQueryFrom(search))).text()).trimEnd().split("\r\n");

it("has every host of a large fleet once, and is written in small pieces", async () => {
  const pieces: string[] = [];
  const decoder = new TextDecoder();
  for await (const piece of fleetCsv(fleetQueryFrom({}))) pieces.push(decoder.decode(piece));
  expect(Math.max(...pieces.map((piece) => piece.split("\r\n").length))).toBeLessThan(LARGEST_PIECE + 3);
  const lines = pieces.join("").trimEnd().split("\r\n");
  expect(lines).toHaveLength(HOSTS);
  const ids = lines.slice(1).map((line) => Number(line.split(",")[0]?.replaceAll('"', "")));
  expect(new Set(ids).size).toBe(HOSTS - 1);
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
});

it("has what the filter finds, with nothing that a spreadsheet takes for a formula", async () => {
  const locked = await read({ status: "locked", node: "3", owner: "10004" });
  expect(locked.length).toBeGreaterThan(10);
  expect(locked.slice(1).every((line) => line.includes(',"10004","locked",'))).toBe(true);
  const [, found, ...more] = await read({ q: "guid-9" }).then((lines) => lines.filter((_, at) => at < 2));
  expect(more).toEqual([]);
  expect(found).toMatch(/^"9","'=1\+1","10002","normal","unknown",,"10\.0\.0\.1",0,/);
});

it("has the name and the tags that a host's customer of now gave it", async () => {
  const label = (vmId: string, owner: string, name: string) =>
    database().execute(sql`with t as (insert into tenancies (vm_id, guid, owner, until)
        values (${vmId}, 'g', ${owner}, case when ${owner} = '1' then now() end) returning id)
      insert into host_labels (tenancy_id, name, tags) select id, ${name}, '{eu,shop}' from t`);
  await label("11", "10004", "=shop front");
  await label("12", "1", "of an earlier customer");
  const lines = await read({ q: "guid-1" });
  expect(lines[0]).toMatch(/,"?traffic_limit_gb"?,"?label_name"?,"?tags"?$/);
  expect(lines.find((line) => line.startsWith('"11",'))).toMatch(/,"'=shop front","eu shop"$/);
  expect(lines.find((line) => line.startsWith('"12",'))).toMatch(/,,("")?$/);
});
