import { createHash } from "node:crypto";
import type { Viewer } from "./viewer";

/** Tells sessions apart in the browser, for what its tabs share, without telling what the session is. */
export const tabSessionOf = ({ sessionId, view }: Pick<Viewer, "sessionId" | "view">): string =>
  createHash("sha256")
    .update(`${sessionId} ${view?.id ?? ""}`)
    .digest("base64url")
    .slice(0, 16);
