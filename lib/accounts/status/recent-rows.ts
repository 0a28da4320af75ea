import "server-only";
import { keptAnswer, noteAnswer } from "../../kept-answers";
import { master } from "../../master";
import type { UserId } from "../../rstack/ids";
import type { CallOptions, UserRow } from "../../rstack/master-client";
import type { Outcome } from "../../rstack/outcome";

const nameOf = (userId: UserId) => `customer ${userId}`;

/** A customer's rows in RStack as they were within the last minute: for what only shows them. */
export const recentRows = (userId: UserId, options: CallOptions): Promise<Outcome<UserRow[]>> =>
  keptAnswer({
    about: "customers",
    name: nameOf(userId),
    ask: () => master().findUsers({ userId }, options),
    isGood: isOneRow,
  });

/** What another question told of the customer: no page needs to ask for it then. */
export function noteRows(userId: UserId, rows: readonly UserRow[]): void {
  const answer: Outcome<UserRow[]> = { ok: true, value: rows.filter((row) => row.userId === userId) };
  if (isOneRow(answer)) {
    noteAnswer("customers", nameOf(userId), answer);
  }
}

const isOneRow = (answer: Outcome<UserRow[]>) => answer.ok && answer.value.length === 1;
