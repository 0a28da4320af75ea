/** One row or object as the master wrote it: never passed on; the mappers copy the named fields out of it. */
export interface RawRow {
  readonly columns: Readonly<Record<string, unknown>>;
  /** Columns that stand in it more than once; `JSON.parse` would quietly keep the last. */
  readonly doubled: readonly string[];
  /** Minutes that the master's clock is ahead of UTC, for moments written as text; absent where it isn't known. */
  readonly utcOffsetMinutes?: number | null;
}

/** How this master writes its rows. */
export interface RowReading {
  utcOffsetMinutes: number | null;
  /** Our name of a column → this master's (`RSTACK_COLUMNS`). */
  renamed: Readonly<Record<string, string>>;
}

const AS_DOCUMENTED: RowReading = { utcOffsetMinutes: null, renamed: {} };

/** A renamed column stands under our name as well, in place of what stood there. */
function rowOf(
  columns: Record<string, unknown>,
  doubled: readonly string[],
  { utcOffsetMinutes, renamed }: RowReading,
): RawRow {
  const found = Object.entries(renamed).filter(([, theirs]) => Object.hasOwn(columns, theirs));
  return {
    columns:
      found.length === 0
        ? columns
        : { ...columns, ...Object.fromEntries(found.map(([ours, theirs]) => [ours, columns[theirs]])) },
    doubled: [...doubled, ...found.flatMap(([ours, theirs]) => (doubled.includes(theirs) ? [ours] : []))],
    ...(utcOffsetMinutes === null ? {} : { utcOffsetMinutes }),
  };
}

/**
 * The rows of a JSON array, or the one row of an object, with doubled columns noticed.
 * Null: not JSON. `"shape"`: JSON, but something other than rows in it.
 */
export function parseRows(text: string, reading = AS_DOCUMENTED): RawRow[] | "shape" | null {
  const parsed = parseJson(text);
  if (parsed === undefined) {
    return null;
  }
  if (!Array.isArray(parsed) || !parsed.every(isObject)) {
    return "shape";
  }
  const doubled = doubledColumns(text, 2);
  return parsed.map((columns, index) => rowOf(columns, doubled.get(index) ?? [], reading));
}

export function parseObject(text: string, reading = AS_DOCUMENTED): RawRow | "shape" | null {
  const parsed = parseJson(text);
  if (parsed === undefined) {
    return null;
  }
  return isObject(parsed) ? rowOf(parsed, doubledColumns(text, 1).get(0) ?? [], reading) : "shape";
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Which columns stand twice in which row. One pass over a text that is known to be JSON: at `rowDepth`, each second
 * string is a key. Linear, since a fleet's list has tens of megabytes.
 */
function doubledColumns(text: string, rowDepth: number): Map<number, string[]> {
  const found = new Map<number, string[]>();
  let seen = new Set<string>();
  let depth = 0;
  let row = -1;
  let expectsKey = false;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x5b: // [
      case 0x7b: // {
        depth++;
        if (depth === rowDepth) {
          row++;
          seen = new Set();
          expectsKey = true;
        }
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
      case 0x2c: // ,
        expectsKey = depth === rowDepth;
        break;
      case QUOTE: {
        const end = endOfString(text, at);
        if (expectsKey && depth === rowDepth) {
          const key = keyOf(text.slice(at + 1, end));
          if (seen.has(key)) {
            found.set(row, [...(found.get(row) ?? []), key]);
          }
          seen.add(key);
          expectsKey = false;
        }
        at = end;
        break;
      }
    }
  }
  return found;
}

/** The index of the closing quote. */
function endOfString(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && text.charCodeAt(end) !== QUOTE) {
    end += text.charCodeAt(end) === BACKSLASH ? 2 : 1;
  }
  return end;
}

/** An escaped key is the same key. */
const keyOf = (raw: string): string => (raw.includes("\\") ? String(JSON.parse(`"${raw}"`)) : raw);
