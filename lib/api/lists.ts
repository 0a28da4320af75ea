import { z } from "zod";
import { Problem } from "./problem";

export const MOST_ROWS = 200;

/** What a list's address takes. */
export const pageQuery = z.strictObject({
  after: z
    .string()
    .max(300)
    .optional()
    .meta({ description: "`next` of the answer before: the list goes on after it." }),
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(50).meta({ description: "How many at most." }),
});
export type PageQuery = z.output<typeof pageQuery>;

export const nextField = z
  .string()
  .nullable()
  .meta({ description: "The `after` of the rest; null at the end of the list." });

/** A page of a list that is here whole. `after` that is no longer in it is refused: rows would be left out unnoticed. */
export function pageOf<T>(
  rows: readonly T[],
  { after, limit }: PageQuery,
  keyOf: (row: T) => string,
): { rows: T[]; next: string | null } {
  const at = after === undefined ? 0 : rows.findIndex((row) => keyOf(row) === after) + 1;
  if (after !== undefined && at === 0) {
    throw new Problem("bad-request", {
      detail: "`after` is not in the list any more: begin anew.",
      errors: [{ field: "after", code: "not-listed" }],
    });
  }
  const page = rows.slice(at, at + limit);
  const last = page.at(-1);
  return { rows: page, next: last !== undefined && at + limit < rows.length ? keyOf(last) : null };
}
