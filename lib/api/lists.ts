import { z } from "zod";
import { Problem } from "./problem";

export const MOST_ROWS = 200;
/** Where a program names no `limit`. */
export const USUAL_ROWS = 50;

/** A whole number in an address: its digits and nothing else. */
export const wholeParam = (
  about: string,
  { least = 1, most, usual }: { least?: number; most: number; usual: number },
) =>
  z
    .preprocess(
      (text) => (typeof text === "string" && /^(0|[1-9]\d*)$/.test(text) ? Number(text) : text),
      z.number().int().min(least).max(most),
    )
    .default(usual)
    .meta({ description: about, default: usual });

/** What a list's address takes. */
export const pageQuery = z.strictObject({
  after: z.string().max(300).optional().meta({ description: "Cursor: `next` of the previous response." }),
  limit: wholeParam("Maximum items per page.", { most: MOST_ROWS, usual: USUAL_ROWS }),
});
export type PageQuery = z.output<typeof pageQuery>;

export const nextField = z
  .string()
  .nullable()
  .meta({ description: "Cursor for the next page; null on the last." });

/** `after` names nothing, or no longer: rows would be left out unnoticed. */
export const notListed = (): Problem =>
  new Problem("bad-request", {
    detail: "`after` is not in the list: start again from the first page.",
    errors: [{ field: "after", code: "not-listed" }],
  });

/** A page of a list that is here whole. `after` that is no longer in it is refused. */
export function pageOf<T>(
  rows: readonly T[],
  { after, limit }: PageQuery,
  keyOf: (row: T) => string,
): { rows: T[]; next: string | null } {
  const at = after === undefined ? 0 : rows.findIndex((row) => keyOf(row) === after) + 1;
  if (after !== undefined && at === 0) {
    throw notListed();
  }
  const page = rows.slice(at, at + limit);
  const last = page.at(-1);
  return { rows: page, next: last !== undefined && at + limit < rows.length ? keyOf(last) : null };
}
