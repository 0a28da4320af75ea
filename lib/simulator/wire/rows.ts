import type { Answer } from "../actions/action";

/** Rows as the vendor sends them: every value a text. */
export const rowsAnswer = (rows: Record<string, string | number>[], whenEmpty: "" | "[]" = ""): Answer => ({
  kind: "rows",
  rows: rows.map((row) => JSON.stringify(textRow(row))),
  whenEmpty,
});

export const textRow = (row: Record<string, string | number>): Record<string, string> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)]));

/** An absent or empty parameter filters nothing; any other must be equal. */
export const equals = (wanted: string | undefined, value: string | number): boolean =>
  wanted === undefined || wanted === "" || wanted === String(value);

/** The vendor's 模糊查询: contains. */
export const contains = (wanted: string | undefined, value: string): boolean =>
  wanted === undefined || wanted === "" || value.includes(wanted);

/** One of several, where the vendor allows a list with commas. */
export const oneOf = (wanted: string | undefined, value: string): boolean =>
  wanted === undefined || wanted === "" || wanted.split(",").includes(value);

export const atLeast = (wanted: string | undefined, value: number): boolean =>
  wanted === undefined || wanted === "" || value >= Number(wanted);
