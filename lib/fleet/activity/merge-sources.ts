/** What stands in a list with others of other sources. */
export interface Dated {
  source: string;
  id: string;
  /** ISO 8601, UTC. */
  at: string;
}

/** Newest first; `next` is the `after` of the page below, null at the last one. */
export interface MergedPage<Entry> {
  entries: Entry[];
  next: string | null;
}

/** The rows of one source below the row `after`, newest first. */
export type ReadSource<Entry> = (after: string | null, limit: number) => Promise<Entry[]>;

/**
 * One list out of several. Its cursor holds the last row shown of each source: their clocks differ, and rows of one
 * source keep the order in which it gave them.
 */
export async function mergeSources<Entry extends Dated>(
  sources: Partial<Record<Entry["source"], ReadSource<Entry>>>,
  cursor: string | null,
  limit: number,
): Promise<MergedPage<Entry>> {
  const shown = readCursor(cursor);
  const read = Object.entries(sources) as [Entry["source"], ReadSource<Entry>][];
  const lists = await Promise.all(read.map(([name, rows]) => rows(shown.get(name) ?? null, limit + 1)));
  const all = lists.flat().toSorted((a, b) => b.at.localeCompare(a.at));
  const entries = all.slice(0, limit);
  for (const { source, id } of entries) {
    shown.set(source, id);
  }
  return { entries, next: all.length > limit ? [...shown].map((pair) => pair.join("~")).join(".") : null };
}

const PART = /^([a-z-]+)~([0-9a-zA-Z-]{1,64})$/;

/** What can't be read counts as not there. */
function readCursor(cursor: string | null): Map<string, string> {
  const parts = (cursor ?? "").split(".").flatMap((part) => {
    const [, source, id] = PART.exec(part) ?? [];
    return source && id ? [[source, id] as const] : [];
  });
  return new Map(parts);
}
