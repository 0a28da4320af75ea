/** What is an address, whatever it stands in: IPv4, IPv6, a hardware address, an email. */
const ADDRESSES = [
  String.raw`(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.]*\d)(?::\d+|/\d+)?`,
  String.raw`(?<![\w:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])`,
  String.raw`(?<![\w:])(?=[0-9a-f:]*::|(?:[0-9a-f]{1,4}:){4})[0-9a-f:]{3,}(?:/\d+)?(?!\w)`,
  String.raw`[\w.+-]+@[\w-]+(?:\.[\w-]+)+`,
].join("|");

/** One pattern for all of them and for these names, each as a whole word. */
export function patternOf(names: Iterable<string>): RegExp {
  const words = [...names]
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  const named = words.length === 0 ? "" : `|(?<![\\p{L}\\p{N}])(?:${words.join("|")})(?![\\p{L}\\p{N}])`;
  return new RegExp(`${ADDRESSES}${named}`, "giu");
}

/** A name that can be looked for in sentences: not a number, and long enough to mean one thing. */
export const isName = (text: string): boolean =>
  text.length > 1 && text.length < 80 && !/^[\d\s•]+$/.test(text);

/** Where in the text something is that `patternOf` knows. */
export const secretsIn = (text: string, pattern: RegExp): [from: number, to: number][] =>
  [...text.matchAll(pattern)].map(({ index, 0: found }) => [index, index + found.length]);
