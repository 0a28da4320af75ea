/** The host or customer that a page is about. */
export interface PageSubject {
  what: "host" | "customer";
  id: string;
}

/** Null for a page about neither. The number may be of nobody: the server says what is still there. */
export function openedAt(path: string): PageSubject | null {
  const [, kind, id] = /^(?:\/admin)?\/(hosts|customers)\/([^/]+)/.exec(path) ?? [];
  if (!kind || !id) {
    return null;
  }
  try {
    return { what: kind === "hosts" ? "host" : "customer", id: decodeURIComponent(id) };
  } catch {
    return null;
  }
}
