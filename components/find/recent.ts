/** Pages that were opened last, for one account in one browser: addresses within the panel and nothing else. */
const KEPT = 24;

const keyOf = (account: string) => `recent-${account}`;

/** The newest first. A browser that keeps nothing has nothing recent. */
export function recentPaths(account: string): string[] {
  try {
    return (localStorage.getItem(keyOf(account)) ?? "").split("\n").filter((path) => path.startsWith("/"));
  } catch {
    return [];
  }
}

export function noteVisit(account: string, path: string): void {
  const paths = [path, ...recentPaths(account).filter((other) => other !== path)].slice(0, KEPT);
  try {
    localStorage.setItem(keyOf(account), paths.join("\n"));
  } catch {
    // It keeps nothing.
  }
}
