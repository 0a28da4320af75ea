import { deflateRawSync } from "node:zlib";
import { inDatabase } from "./panel-rows";
import type { World } from "./world";

/** No samples, as they are kept. */
const NOTHING = deflateRawSync(JSON.stringify({ t: [], m: [], s: Array.from({ length: 8 }, () => []) }));

/** A host that its owner stopped for five hours three days ago, and that was suspended for three hours ten days ago. */
export async function haveDowntime(world: World, vmId: string): Promise<void> {
  const run = (text: string, ...values: unknown[]) => inDatabase(world, text, [vmId, ...values]);
  await run("update tenancies set since = now() - interval '30 days' where vm_id = $1 and until is null");
  await run(
    `insert into monitor_days (tenancy_id, day, samples, complete, fetched_at, summed_at, gaps)
     select t.id, to_char(now() - n * interval '1 day', 'YYYYMMDD'), $2, true, now(), now(),
       case when hours = 0 then '[]' else jsonb_build_array(jsonb_build_array(g.at, g.at + hours * 3600)) end
     from tenancies t, (values (1, 0), (3, 5), (10, 3)) x(n, hours),
       lateral (select floor(extract(epoch from now() - n * interval '1 day'))::bigint as at) g
     where t.vm_id = $1 and t.until is null
     on conflict (tenancy_id, day) do update set gaps = excluded.gaps, summed_at = now(), complete = true,
       fetched_at = excluded.fetched_at, samples = excluded.samples`,
    NOTHING,
  );
  await run(
    `insert into operations (tenancy_id, vm_id, kind, outcome, form_key, actor_name, actor_role, started_at, sent_at, ended_at)
     select id, vm_id, 'stop', 'done', 'stopped ' || id, 'ann', 'customer', at, at, at + interval '10 seconds'
     from tenancies, (select now() - interval '3 days' as at) x where vm_id = $1 and until is null on conflict do nothing`,
  );
  await run(
    `insert into host_states (tenancy_id, at, before_at, state_word, status)
     select id, now() - interval '10 days' + after, now() - interval '10 days' + before, word, status
     from tenancies, (values (interval '1 minute', interval '-1 minute', 'overdue', '-1'),
       (interval '3 hours', interval '179 minutes', 'running', '2')) x(after, before, word, status)
     where vm_id = $1 and until is null`,
  );
  const stopped = { minutes: 900, missed: 900, hosts: 4, at: Date.now() };
  await inDatabase(world, "update master_profile set stopped_samples = $1", [JSON.stringify(stopped)]);
}
