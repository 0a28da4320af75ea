import "server-only";
import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/db/connection";
import type { Notice } from "@/lib/db/notice";
import type { HostRow } from "@/lib/rstack/master-client";
import { STATUSES_THAT_TELL } from "../host-state";
import { SHOWN } from "./hide-rows";
import { COLUMNS, hostValues } from "./host-values";
import { keepTenancies } from "./tenancies";

type Written = {
  vm_id: string;
  owner: string | null;
  old_owner: string | null;
  fresh: boolean;
  loud: boolean;
};

const list = (parts: string[]): SQL => sql.raw(parts.join(", "));
const names = COLUMNS.map((c) => c.name);
const taken = new Set(COLUMNS.filter((c) => c.merge === "take").map((c) => c.name));
const mergedOf = (name: string): string => (taken.has(name) ? `i.${name}` : `coalesce(i.${name}, h.${name})`);
const merged = COLUMNS.map(({ name, boundTo }) =>
  boundTo
    ? `case when ${mergedOf(boundTo)} is distinct from h.${boundTo} then i.${name} else ${mergedOf(name)} end`
    : mergedOf(name),
);
/** What a person would notice; of its traffic an open host hears from its state anyway. */
const loud = COLUMNS.filter((c) => !c.quiet);

/** The host is somebody else's now, or another host under the same number: nothing read of the last one holds. */
const handedOver = `((i.owner is not null and i.owner is distinct from h.owner)
  or (i.guid is not null and h.guid is not null and i.guid <> h.guid))`;
const tells = STATUSES_THAT_TELL.map((s) => `'${s}'`).join(", ");
/** A status that says the state by itself came or went after the word was read: the word is of before. */
const wordIsOld = `(i.status is distinct from h.status and (i.status in (${tells}) or h.status in (${tells})))`;

/** The host answers elsewhere than it did: its public address and port are asked for again. */
const elsewhere = `((i.remote_port is not null and i.remote_port is distinct from h.remote_port)
  or i.ipv4 is distinct from h.ipv4)`;

const OF_ONE_OWNER = [
  "public_ip",
  "public_port",
  "state_since",
  "state_at",
  "power_up",
  "power_at",
  "confirmed_at",
];

const unless = (condition: string, column: string) =>
  `${column} = case when ${condition} then null else h.${column} end`;

/**
 * Writes listed rows, changed ones alone, and keeps the tenancies in step in the same transaction. `asOf` is when the
 * list was asked for: what was read later stands. At most some hundred rows a call; each vmId once.
 */
export async function writeRows(tx: Transaction, rows: readonly HostRow[], asOf: Date): Promise<Notice[]> {
  if (rows.length === 0) {
    return [];
  }
  // One order for all writers, so that two instances can't wait for each other.
  const values = [...rows].sort((a, b) => (a.vmId < b.vmId ? -1 : 1)).map(hostValues);
  const json = JSON.stringify(values);
  const at = asOf.toISOString();
  // `= any(array(…))` finds each row by the index, also while the database knows nothing of the table's size yet.
  // Unchanged rows are neither written nor locked: a lock is a write too, and most rows of most lists are unchanged.
  const { rows: written } = await tx.execute<Written>(sql`with i as materialized (
      select * from jsonb_to_recordset(${json}::jsonb)
        as x(vm_id text, ${list(COLUMNS.map((c) => `${c.name} ${c.type}`))})),
    h as materialized (
      select h.* from hosts h join i on i.vm_id = h.vm_id
      where h.vm_id = any(array(select vm_id from i)) and h.seen_at <= ${at} and (h.doubled or h.gone_at is not null or h.missing_since is not null
        or (${list(names.map((n) => `h.${n}`))}) is distinct from (${list(merged)}))
      order by h.vm_id for update of h),
    changed as (update hosts t set (${list(names)}) = row(${list(merged)}),
      ${list(OF_ONE_OWNER.map((c) => unless(handedOver, c)))},
      state_word = case when ${sql.raw(handedOver)} or (${sql.raw(wordIsOld)} and h.state_at < ${at}) then null
        else h.state_word end,
      addresses_at = case when ${sql.raw(`${handedOver} or ${elsewhere}`)} then null else h.addresses_at end,
      seen_at = ${at}, doubled = false, gone_at = null, ${SHOWN}
    from i join h using (vm_id)
    where t.vm_id = i.vm_id and t.vm_id = any(array(select vm_id from h))
    returning t.vm_id, t.owner, h.owner as old_owner, false as fresh,
      (h.doubled or h.gone_at is not null or (${list(loud.map((c) => `h.${c.name}`))})
        is distinct from (${list(loud.map((c) => `t.${c.name}`))})) as loud),
    added as (insert into hosts (vm_id, ${list(names)}, seen_at)
    select vm_id, ${list(names.map((n) => (n === "additional_ips" ? `coalesce(${n}, '{}')` : n)))}, ${at} from i
    where not exists (select 1 from hosts k where k.vm_id = i.vm_id)
    on conflict (vm_id) do nothing
    returning vm_id, owner, null::text as old_owner, true as fresh, true as loud)
    select * from changed union all select * from added`);
  await keepTenancies(
    tx,
    written.map((row) => row.vm_id),
  );
  return noticesFor(written);
}

function noticesFor(written: readonly Written[]): Notice[] {
  const owners = new Set<string>();
  const notices: Notice[] = [];
  for (const row of written) {
    if (row.fresh || row.owner !== row.old_owner) {
      for (const owner of [row.owner, row.old_owner]) {
        if (owner !== null) {
          owners.add(owner);
        }
      }
    }
    if (row.loud && !row.fresh) {
      notices.push({ type: "host", vmId: row.vm_id });
    }
  }
  return [...[...owners].map((userId): Notice => ({ type: "owner", userId })), ...notices];
}
