import { createHash } from "node:crypto";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { newTokenText } from "../../lib/accounts/tokens/token-text";
import { choosePlace, type EmbeddedPlace } from "../../lib/db/embedded/place";
import { ensureServer, type RunningServer, stopServer } from "../../lib/db/embedded/start-server";
import { urlOf } from "../../lib/db/test-server";
import type { CheckedRow } from "./check";

const DATABASE = "panel";

/** One PostgreSQL for all instances, as `DATABASE_URL` names it, to be stopped under them. */
export class SharedDatabase {
  private constructor(
    private readonly place: EmbeddedPlace,
    private server: RunningServer | null,
    /** What the instances are given. */
    readonly url: string,
  ) {}

  static async start(folder: string): Promise<SharedDatabase> {
    const place = choosePlace(process.cwd(), path.join(folder, "data"));
    const server = await ensureServer(place, { database: DATABASE });
    return new SharedDatabase(place, server, urlOf(server.target));
  }

  async stop(how: "fast" | "immediate" = "fast"): Promise<void> {
    const { server } = this;
    this.server = null;
    if (!server) return;
    // As after a power loss: it recovers from its log at the next start.
    if (how === "immediate") process.kill(server.pid, "SIGQUIT");
    await stopServer(this.place.home, server.pid);
  }

  async resume(): Promise<void> {
    this.server ??= await ensureServer(this.place, { database: DATABASE });
  }

  /** Ends a share of the connections that instances have, 0 to 1. */
  cutConnections(share: number): Promise<unknown> {
    return this.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = $1 and pid <> pg_backend_pid() and random() <= $2`,
      [DATABASE, share],
    ).catch(() => null);
  }

  /** How many operations are in progress, and how many refusals are looked after, and restores that wait for their safety. */
  async unfinished(): Promise<number> {
    const [row] = await this.query<{ n: number }>(
      `select ((select count(*) from operations
         where outcome in ('open', 'checking') or look_again_at is not null)
       + (select count(*) from undo_points where ended_at is null and phase <> 'kept'))::int as n`,
    );
    return row?.n ?? 0;
  }

  ledger(): Promise<CheckedRow[]> {
    const ms = (column: string) => `floor(extract(epoch from o.${column}) * 1000)::float8`;
    return this.query<CheckedRow>(
      `select o.id, o.vm_id as vmid, o.kind, o.outcome, o.params, o.evidence, t.owner,
         case when o.actor_role = 'customer' then a.user_id end as "askedBy",
         ${ms("started_at")} as "startedAt", ${ms("sent_at")} as "sentAt",
         ${ms("accepted_at")} as "acceptedAt", ${ms("ended_at")} as "endedAt"
       from operations o join tenancies t on t.id = o.tenancy_id left join accounts a on a.id = o.account_id
       order by o.started_at`,
    );
  }

  /** A token of that account for all that a form may. */
  async makeToken(username: string): Promise<string> {
    const token = newTokenText();
    const made = await this.query(
      `insert into api_tokens (token_hash, has_checksum, ending, account_id, name, scope)
       select $1, true, $2, id, 'torture', 'manage' from accounts where username = $3 returning id`,
      [createHash("sha256").update(token).digest("hex"), token.slice(-4), username],
    );
    if (made.length !== 1) throw new Error(`no token for ${username}`);
    return token;
  }

  async query<R extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<R[]> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 5_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      return (await client.query<R>(text, values)).rows;
    } finally {
      await client.end().catch(() => {});
    }
  }
}

/** Asks again until it answers: what is asked while everything heals may meet a database that still starts. */
export async function untilAnswered<T>(ask: () => Promise<T>, tries = 60): Promise<T> {
  for (let left = tries; ; left--) {
    try {
      return await ask();
    } catch (error) {
      if (left === 0) throw error;
      await wait(500);
    }
  }
}
