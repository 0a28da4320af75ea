/** Pages that were opened last, for one account in one browser: addresses within the panel and nothing else. */
const KEPT = 24;

const keyOf = (account: string) => `recent-${account}`;

/** The newest first. */
export function recentPaths(account: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(account)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((path) => typeof path === "string") : [];
  } catch {
    return [];
  }
}

export function noteVisit(account: string, path: string): void {
  try {
    const paths = [path, ...recentPaths(account).filter((other) => other !== path)];
    localStorage.setItem(keyOf(account), JSON.stringify(paths.slice(0, KEPT)));
  } catch {
    // A browser that keeps nothing has nothing recent.
  }
}
