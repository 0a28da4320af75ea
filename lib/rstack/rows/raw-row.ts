/** One row or object as the master wrote it: never passed on; the mappers copy the named fields out of it. */
export interface RawRow {
  readonly columns: Readonly<Record<string, unknown>>;
  /** Columns that stand in it more than once; `JSON.parse` would quietly keep the last. */
  readonly doubled: readonly string[];
}

/**
 * The rows of a JSON array, or the one row of an object, with doubled columns noticed.
 * Null: not JSON. `"shape"`: JSON, but something other than rows in it.
 */
export function parseRows(text: string): RawRow[] | "shape" | null {
  const parsed = parseJson(text);
  if (parsed === undefined) {
    return null;
  }
  if (!Array.isArray(parsed) || !parsed.every(isObject)) {
    return "shape";
  }
  const doubled = doubledColumns(text, 2);
  return parsed.map((columns, index) => ({ columns, doubled: doubled.get(index) ?? [] }));
}

export function parseObject(text: string): RawRow | "shape" | null {
  const parsed = parseJson(text);
  if (parsed === undefined) {
    return null;
  }
  return isObject(parsed) ? { columns: parsed, doubled: doubledColumns(text, 1).get(0) ?? [] } : "shape";
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
