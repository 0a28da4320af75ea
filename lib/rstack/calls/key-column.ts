import { type ActionName, CATALOGUE } from "../catalogue/catalogue";
import type { Outcome } from "../outcome";
import type { RetryingCaller } from "../retrying-caller";
import type { RawRow } from "../rows/raw-row";

/**
 * A list as it came, unless no row of it `tells` what a row is nothing without: then a fault, since what is left of it
 * would look like an empty list. `column` is that column's documented name.
 */
export function withKeyColumn(
  caller: RetryingCaller,
  name: ActionName,
  listed: Outcome<RawRow[]>,
  { column, tells }: { column: string; tells: (row: RawRow) => boolean },
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
