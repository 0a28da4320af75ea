import "server-only";
import type pg from "pg";

/** So that a restored copy does nothing that the original, which may still run, does too. Returns how many operations wait for staff. */
export async function endWhatActs(client: pg.Client): Promise<number> {
  for (const statement of [
    "update sessions set ended_at = now(), end_reason = 'restored' where ended_at is null",
    "update api_tokens set ended_at = now(), end_reason = 'restored' where ended_at is null",
    "update views set ended_at = now() where ended_at is null",
    "update account_links set used_at = now() where used_at is null",
    "update handovers set ended_at = now(), ending = 'withdrawn' where ended_at is null",
    "update guest_rights set ended_at = now(), ended_by = 'restored' where ended_at is null",
    "update guest_invitations set closed_at = now() where closed_at is null",
    "update consoles set ended_at = now(), end_reason = 'session' where ended_at is null",
    "update invite_runs set ended_at = now(), stopped_at = now() where ended_at is null",
    "update pending_passwords set sealed = null, state = 'not-sent' where state = 'waiting'",
    "update schedules set paused_at = now(), pause_cause = 'restored' where ended_at is null and paused_at is null",
    "update schedule_runs set ended_at = now(), outcome = 'not-run', reason = 'paused' where ended_at is null",
    "update rescues set ended_at = now(), reason = 'signed-out', claimed_by = null, claimed_until = null where ended_at is null",
    "update undo_points set ended_at = now(), reason = coalesce(reason, 'signed-out'), claimed_by = null, claimed_until = null where ended_at is null",
    "update operations set look_again_at = null where look_again_at is not null",
    "update notifications set mail_due_at = null where mail_due_at is not null",
    "update alarm_episodes set resolved_at = coalesce(resolved_at, now()), settled_at = now() where settled_at is null",
    "update webhook_deliveries set status = 'failed', claimed_until = null where status = 'waiting'",
    ...["challenges", "known_browsers", "live_streams", "instances", "host_sightings", "alarm_states"].map(
      (table) => `delete from ${table}`,
    ),
  ]) {
    await client.query(statement);
  }
  const { rowCount } = await client.query(
    "update operations set held_at = now(), claimed_by = null, claimed_until = null where outcome in ('open', 'checking')",
  );
  return rowCount ?? 0;
}
