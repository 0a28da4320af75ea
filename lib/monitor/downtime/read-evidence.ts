import "server-only";
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "@/lib/db/connection";
import { hostStateOf } from "@/lib/hosts/host-state";
import type { MasterProfile } from "@/lib/hosts/mirror/profile";
import { OPERATION_KINDS, type OperationKind, rulesOf } from "@/lib/operations/command-rules";
import { guestIn, scheduleIn } from "@/lib/operations/present";
import { coversHost } from "@/lib/provider/announcements";
import type { Span } from "../find-gaps";
import type { Look, PowerChange, Recorded } from "./causes";
import { knownOfDay } from "./gaps-of-day";

/** What a kind does to a host that runs; null: nothing that keeps samples from coming. */
function turnsOf(kind: OperationKind): PowerChange["turns"] | null {
  const { power, changesState, group, isSlow, supersedes } = rulesOf(kind);
  if (power) {
    return power.to === "running" ? "on" : power.to === "off" ? "off" : "back";
  }
  return changesState || (group === "provider" && (isSlow || supersedes)) ? "off" : null;
}

const TURNS = new Map(
  OPERATION_KINDS.flatMap((kind) => {
    const turns = turnsOf(kind);
    return turns === null ? [] : [[kind as string, turns] as const];
  }),
);

const Time = z.number();
const Row = z.object({
  id: z.uuid(),
  vm_id: z.string(),
  name: z.string(),
  since: Time,
  state_word: z.string().nullable(),
  status: z.string().nullable(),
  state_at: Time.nullable(),
  days: z.array(
    z.object({
      day: z.string(),
      complete: z.boolean(),
      read: Time,
      gaps: z.array(z.tuple([Time, Time])),
    }),
  ),
  commands: z.array(
    z.object({
      kind: z.string(),
      params: z.unknown(),
      role: z.string(),
      done: z.boolean(),
      sent: Time,
      ended: Time.nullable(),
    }),
  ),
  states: z.array(
    z.object({
      at: Time,
      before: Time.nullable(),
      word: z.string().nullable(),
      status: z.string().nullable(),
    }),
  ),
  maintenance: z.array(z.object({ from: Time, until: Time.nullable(), withdrawn: Time.nullable() })),
});

/** One host's own evidence, by the samples' clock. */
export interface HostEvidence extends Recorded {
  tenancyId: string;
  hostId: string;
  name: string;
  commands: PowerChange[];
  looks: Look[];
  maintenance: Span[];
}

/** A customer's own command, whoever of their side asked for it; a schedule's; or the provider's. */
const actorOf = (row: { params: unknown; role: string }): PowerChange["by"] =>
  row.role !== "customer" && guestIn(row) === null
    ? "support"
    : scheduleIn(row) === null
      ? "customer"
      : "schedule";

/**
 * What the panel knows of the hosts `h` with their tenancies `t` that `which` names, from that day (`YYYYMMDD`) on. Asks the master
 * nothing.
 */
export async function readEvidence(
  which: SQL,
  day: string,
  profile: Pick<MasterProfile, "clockSkewMs" | "utcOffsetMinutes"> | null,
): Promise<HostEvidence[]> {
  // More than any command or maintenance takes.
  const from = sql`to_timestamp(${day}, 'YYYYMMDD') - interval '31 days'`;
  const kinds = sql`(select jsonb_array_elements_text(${JSON.stringify([...TURNS.keys()])}::jsonb))`;
  const epoch = (column: string) => sql.raw(`extract(epoch from ${column})::float8`);
  const { rows } = await database().execute(sql`select t.id, t.vm_id, coalesce(h.name, t.vm_id) as name,
      ${epoch("t.since")} as since, h.state_word, h.status, ${epoch("h.state_at")} as state_at,
      coalesce((select jsonb_agg(jsonb_build_object('day', d.day, 'complete', d.complete,
          'read', ${epoch("d.summed_at")}, 'gaps', d.gaps) order by d.day)
        from monitor_days d where d.tenancy_id = t.id and d.day >= ${day} and d.gaps is not null), '[]') as days,
      coalesce((select jsonb_agg(jsonb_build_object('kind', o.kind, 'params', o.params, 'role', o.actor_role,
          'done', o.outcome = 'done', 'sent', ${epoch("o.sent_at")}, 'ended', ${epoch("o.ended_at")}))
        from operations o where o.tenancy_id = t.id and o.sent_at is not null and o.started_at >= ${from}
          and o.kind in ${kinds}), '[]') as commands,
      coalesce((select jsonb_agg(jsonb_build_object('at', ${epoch("s.at")}, 'before', ${epoch("s.before_at")},
          'word', s.state_word, 'status', s.status) order by s.at)
        from host_states s where s.tenancy_id = t.id), '[]') as states,
      coalesce((select jsonb_agg(jsonb_build_object('from', ${epoch('n."from"')}, 'until', ${epoch("n.until")},
          'withdrawn', ${epoch("n.withdrawn_at")}))
        from announcements n where n.tone = 'maintenance' and ${coversHost} and n."from" <= now()
          and (n.until is null or n.until >= ${from})), '[]') as maintenance
    from tenancies t join hosts h on h.vm_id = t.vm_id and h.owner = t.owner and h.gone_at is null and not h.doubled
    where t.until is null and ${which}`);
  const skew = (profile?.clockSkewMs ?? 0) / 1000;
  return z
    .array(Row)
    .parse(rows)
    .map((row) => evidenceOf(row, (time) => time - skew, profile));
}

function evidenceOf(
  row: z.output<typeof Row>,
  clock: (time: number) => number,
  profile: Parameters<typeof knownOfDay>[1],
): HostEvidence {
  const known = row.days
    .map(({ read, ...day }) => knownOfDay({ ...day, readSeconds: read, sinceSeconds: row.since }, profile))
    .filter((span) => span !== null);
  return {
    ...{ tenancyId: row.id, hostId: row.vm_id, name: row.name, known },
    gaps: row.days.flatMap(({ gaps }) => gaps),
    commands: row.commands.flatMap(({ kind, params, role, done, sent, ended }) => {
      const turns = TURNS.get(kind);
      const endedAt = ended === null ? null : clock(ended);
      return turns
        ? [{ by: actorOf({ params, role }), turns, sentAt: clock(sent), endedAt, isDone: done }]
        : [];
    }),
    looks: looksOf(row, clock),
    maintenance: row.maintenance.map(({ from, until, withdrawn }) => [
      clock(from),
      clock(Math.min(until ?? Number.POSITIVE_INFINITY, withdrawn ?? Number.POSITIVE_INFINITY)),
    ]),
  };
}

/** Each state up to when it was last read; the last as it stands now. */
function looksOf({ states, ...now }: z.output<typeof Row>, clock: (time: number) => number): Look[] {
  const current = now.state_at ?? now.since;
  const first = { at: current, before: null, word: now.state_word, status: now.status };
  return (states.length > 0 ? states : [first]).map(({ at, word, status }, place) => {
    const until = Math.max(at, states[place + 1]?.before ?? (place + 1 < states.length ? at : current));
    return { at: clock(at), until: clock(until), state: hostStateOf({ word, status }) };
  });
}
