import type { HostView } from "./host-view";

/** As texts are compared: the same letter however it is written. */
export const fold = (text: string): string => text.normalize("NFKC").toLowerCase();

/** What was typed, word by word, folded. */
export const wordsOf = (query: string): string[] =>
  fold(query)
    .split(/\s+/)
    .filter((word) => word !== "");

/** The addresses that lead to a host, with the public port where one address is shared. */
const addressesOf = ({ addresses: { main, more, shared } }: HostView): (string | null | undefined)[] => [
  main,
  ...more,
  shared?.publicPort ? `${shared.publicAddress}:${shared.publicPort}` : shared?.publicAddress,
];

/** Whether a host is meant: each word is its number, `#` and one of its tags, or stands in its names, note, tags, addresses, system, region, or `more`. */
export function matchesHost(host: HostView, words: readonly string[], more: readonly string[] = []): boolean {
  const names = [host.name, host.masterName, host.note, ...host.tags, host.system.name, host.region];
  const text = fold([...names, ...addressesOf(host), ...more].filter(Boolean).join("\n"));
  const tags = host.tags.map((tag) => `#${tag}`);
  return words.every((word) => word === host.id || tags.includes(word) || text.includes(word));
}

/** How well it is meant, the lower the better: it is called so, begins so, has it in its name, or only somewhere. */
export function hostRank(host: HostView, words: readonly string[]): number {
  const query = words.join(" ");
  const names = [host.name, host.masterName, host.id].map((name) => fold(name ?? ""));
  const known = [...names, ...addressesOf(host)];
  if (known.includes(query)) {
    return 0;
  }
  if (names.some((name) => name.startsWith(query))) {
    return 1;
  }
  return names.some((name) => words.every((word) => name.includes(word))) ? 2 : 3;
}
