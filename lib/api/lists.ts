import { z } from "zod";
import { Problem } from "./problem";

export const MOST_ROWS = 200;
/** Where a program names no `limit`. */
export const USUAL_ROWS = 50;

/** What a list's address takes. */
export const pageQuery = z.strictObject({
  after: z.string().max(300).optional().meta({ description: "Cursor: `next` of the previous response." }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MOST_ROWS)
    .default(USUAL_ROWS)
    .meta({ description: "Maximum items per page." }),
});
export type PageQuery = z.output<typeof pageQuery>;

export const nextField = z
  .string()
  .nullable()
  .meta({ description: "Cursor for the next page; null on the last." });

/** A page of a list that is here whole. `after` that is no longer in it is refused: rows would be left out unnoticed. */
export function pageOf<T>(
  rows: readonly T[],
  { after, limit }: PageQuery,
  keyOf: (row: T) => string,
): { rows: T[]; next: string | null } {
  const at = after === undefined ? 0 : rows.findIndex((row) => keyOf(row) === after) + 1;
  if (after !== undefined && at === 0) {
    throw new Problem("bad-request", {
      detail: "`after` is no longer in the list: start again from the first page.",
      errors: [{ field: "after", code: "not-listed" }],
    });
  }
  const page = rows.slice(at, at + limit);
  const last = page.at(-1);
  return { rows: page, next: last !== undefined && at + limit < rows.length ? keyOf(last) : null };
}
