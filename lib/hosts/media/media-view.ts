import type { Listed } from "../list-problem";

/** One medium as a browser may see it. */
export interface MediumView {
  id: string;
  /** Null where the master gives it no name. */
  name: string | null;
}

export interface MediaView {
  /** By name, as people count. */
  media: Listed<MediumView>;
  /** What is in the drive: an id, nothing, or null where the master's rows don't say. */
  drive: { id: string } | "nothing" | null;
}

/** Those whose name has every word of the query in it, whatever its case. */
export function findMedia(media: readonly MediumView[], query: string): MediumView[] {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return media.filter(({ id, name }) => {
    const text = (name ?? id).toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
}
