import "server-only";
import { noteHolder } from "@/lib/accounts/status/number-holder";
import { unreadableIn } from "@/lib/hosts/list-problem";
import { master } from "@/lib/master";
import { parseUserId, parseUserRowId, type UserId } from "@/lib/rstack/ids";
import type { CallOptions } from "@/lib/rstack/master-client";
import type { Fault, Outcome } from "@/lib/rstack/outcome";
import type { UserFilter } from "@/lib/rstack/provider-inputs";
import type { FoundUser, UserDetails } from "@/lib/rstack/provider-rows";
import { askForCustomers } from "../kept-lists";

/** Where the master can look for a customer. `any`: number, user name, name, e-mail and phone, each by itself. */
export const SEARCH_FIELDS = [
  "any",
  "userId",
  "rowId",
  "username",
  "name",
  "email",
  "phone",
  "ip",
  "remark",
  "group",
] as const;
export type SearchField = (typeof SEARCH_FIELDS)[number];

const OPTIONS: CallOptions = { priority: "open-host" };
const MATCHES: readonly FoundUser["match"][] = ["exact", "similar", "untold"];
/** More than a person reads; the master may answer with its whole list. */
const SHOWN = 200;

function filtersFor(field: SearchField, text: string): UserFilter[] {
  const userId = parseUserId(text);
  switch (field) {
    case "any":
      return [
        ...(userId ? [{ userId }] : []),
        { username: text },
        { name: text },
        ...(text.includes("@") ? [{ email: text }] : []),
        ...(/^[+\d][\d\s()-]{3,}$/.test(text) ? [{ phone: text }] : []),
      ];
    case "userId":
      return userId ? [{ userId }] : [];
    case "rowId": {
      const rowId = parseUserRowId(text);
      return rowId ? [{ rowId }] : [];
    }
    case "group":
      return /^\d{1,6}$/.test(text) ? [{ group: Number(text) }] : [];
    default:
      return [{ [field]: text }];
  }
}

export interface FoundUsers {
  found: FoundUser[];
  /** There were more than are shown. */
  more: boolean;
}

/** The master's customers by one field or several; each once, those that match exactly first. */
export async function findCustomers(field: SearchField, text: string): Promise<Outcome<FoundUsers>> {
  const answers = await Promise.all(
    filtersFor(field, text).map((filter) =>
      askForCustomers(filter, () => master().searchUsers(filter, OPTIONS)),
    ),
  );
  const faults = answers.filter((answer): answer is { ok: false; fault: Fault } => !answer.ok);
  // Rows that can't be read may be those that were looked for: what is left is no answer.
  const unreadable = faults.find(({ fault }) => unreadableIn(fault) !== null);
  const fault = unreadable ?? (faults.length === answers.length ? faults[0] : undefined);
  if (fault) {
    return fault;
  }
  const best = new Map<string, FoundUser>();
  for (const hit of answers.flatMap((answer) => (answer.ok ? answer.value : []))) {
    const key = hit.user.rowId ?? hit.user.userId ?? "";
    const known = best.get(key);
    if (!known || MATCHES.indexOf(hit.match) < MATCHES.indexOf(known.match)) {
      best.set(key, hit);
    }
  }
  const found = [...best.values()].sort((a, b) => MATCHES.indexOf(a.match) - MATCHES.indexOf(b.match));
  return { ok: true, value: { found: found.slice(0, SHOWN), more: found.length > SHOWN } };
}

export type ReadCustomer =
  | { found: "one"; user: UserDetails }
  /** Several rows with this number: nobody can tell which is meant. */
  | { found: "none" | "several" }
  | { found: "fault"; fault: Fault };

/** The row with this very number, for a page that shows it. */
export const shownCustomer = (userId: UserId): Promise<ReadCustomer> =>
  customerIn(
    userId,
    askForCustomers({ userId }, () => askForHolder(userId, OPTIONS)),
  );

/** The row with this very number, as it is now. */
export const readCustomer = (
  userId: UserId,
  priority: CallOptions["priority"] = "open-host",
): Promise<ReadCustomer> => customerIn(userId, askForHolder(userId, { priority }));

/** Who has the number is noted by a fresh row alone: a kept one may be of the holder before. */
async function askForHolder(userId: UserId, options: CallOptions): Promise<Outcome<FoundUser[]>> {
  const read = await master().searchUsers({ userId }, options);
  const [row, second] = read.ok ? read.value.filter(({ user }) => user.userId === userId) : [];
  if (row && !second) {
    await noteHolder(userId, row.user);
  }
  return read;
}

async function customerIn(userId: UserId, asked: Promise<Outcome<FoundUser[]>>): Promise<ReadCustomer> {
  const read = await asked;
  if (!read.ok) {
    return { found: "fault", fault: read.fault };
  }
  const rows = read.value.filter(({ user }) => user.userId === userId);
  const [row, second] = rows;
  if (!row) {
    return { found: "none" };
  }
  if (second) {
    return { found: "several" };
  }
  return { found: "one", user: row.user };
}
