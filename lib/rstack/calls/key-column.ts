import { type ActionName, CATALOGUE, type ParamsOf } from "../catalogue/catalogue";
import type { CallOptions } from "../master-client";
import type { Outcome } from "../outcome";
import type { RetryingCaller } from "../retrying-caller";
import type { RawRow } from "../rows/raw-row";

type ListName = {
  [Name in ActionName]: (typeof CATALOGUE)[Name]["reply"] extends "list" ? Name : never;
}[ActionName];

/** What a row is nothing without. */
interface Key {
  column: string;
  tells: (row: RawRow) => boolean;
}

/** The rows of a list that has to tell `key`. */
export const keyedRows = async <Name extends ListName>(
  caller: RetryingCaller,
  name: Name,
  params: ParamsOf<Name>,
  call: CallOptions,
  key: Key,
) => withKeyColumn(caller, name, (await caller.call(name, params, call)) as Outcome<RawRow[]>, key);

/**
 * A list as it came, unless no row of it `tells` what a row is nothing without: then a fault, since what is left of it
 * would look like an empty list. `column` is that column's documented name.
 */
export function withKeyColumn(
  caller: RetryingCaller,
  name: ActionName,
  listed: Outcome<RawRow[]>,
  { column, tells }: Key,
): Outcome<RawRow[]> {
  const action = CATALOGUE[name];
  return !listed.ok || listed.value.length === 0 || listed.value.some(tells)
    ? listed
    : caller.unread(action, {
        kind: "protocol",
        cause: "column-missing",
        detail: `${action.action}: no column ${column}`,
      });
}
