import { type AccountRecord, listAccounts } from "../accounts/account-admin";
import { listSessions } from "../accounts/sessions/list-sessions";

type Say = (line: string) => void;

/** A line for each account, its facts apart by tabs. */
export async function sayAccounts(say: Say): Promise<void> {
  for (const a of await listAccounts()) {
    const facts = [
      a.username,
      a.role,
      a.userId === null ? "-" : `userid ${a.userId}`,
      a.email ?? "-",
      a.role === "customer" ? `RStack: ${a.rstackStatus}` : "-",
      a.disabledAt ? "disabled" : "enabled",
    ];
    say(facts.join("\t"));
  }
}

/** How many live sessions an account has, and a line for each. */
export async function saySessions(account: AccountRecord, say: Say): Promise<void> {
  const live = await listSessions(account.id);
  say(`${account.username}: ${live.length} live session${live.length === 1 ? "" : "s"}`);
  for (const s of live) {
    say(
      [`since ${s.startedAt}`, `last used ${s.lastUsedAt}`, s.address ?? "-", s.userAgent ?? "-"].join("\t"),
    );
  }
}
