import { wordsOf } from "@/lib/hosts/host-match";

/** Something that has a name: an action, a page. */
export interface Nameable<T> {
  thing: T;
  /** As pages call it. */
  name: string;
}

export interface NamedIn<T> {
  thing: T;
  /** What was typed beside its name. */
  rest: string[];
}

const HAN = /\p{Script=Han}/u;

/** A query's words; Chinese stands without a space beside a host's name. */
export const tokensOf = (query: string): string[] =>
  wordsOf(query.replace(/(?<=\p{Script=Han})(?=[a-z0-9])|(?<=[a-z0-9])(?=\p{Script=Han})/giu, " "));

/** A letter alone begins too much; a Chinese sign is a word. */
const begins = (token: string, word: string): boolean =>
  HAN.test(token) ? word.includes(token) : token.length > 1 && word.startsWith(token);

/**
 * The things that a query names, whole or begun, and what stands beside their names. Of several those that leave the
 * least over: "force stop web01" means Force stop and not Stop. Those whose whole name stands there come first.
 */
export function namedIn<T>(query: string, things: readonly Nameable<T>[]): NamedIn<T>[] {
  const tokens = tokensOf(query);
  const found = things.flatMap(({ thing, name }, at) => {
    const words = wordsOf(name);
    const used = tokens.filter((token) => words.some((word) => begins(token, word)));
    const rest = tokens.filter((token) => !used.includes(token));
    const isWhole = words.join(" ") === used.join(" ");
    return used.length === 0 ? [] : [{ thing, rest, isWhole, at }];
  });
  const least = Math.min(...found.map(({ rest }) => rest.length));
  return found
    .filter(({ rest }) => rest.length === least)
    .sort((a, b) => Number(b.isWhole) - Number(a.isWhole) || a.at - b.at)
    .map(({ thing, rest }) => ({ thing, rest }));
}
