import { createHash } from "node:crypto";
import type { Viewer } from "./viewer";

const keyOf = (text: string): string => createHash("sha256").update(text).digest("base64url").slice(0, 16);

/** Tells sessions apart in the browser, for what its tabs share, without telling what the session is. */
export const tabSessionOf = ({
  sessionId,
  view,
  ...viewer
}: Pick<Viewer, "accountId" | "linkedTo" | "sessionId" | "view">): string =>
  keyOf(`${sessionId} ${view?.id ?? (viewer.linkedTo ? viewer.accountId : "")}`);

/**
 * For which customer a form is drawn, where a person has several: it is refused once they switched in another tab. Null: of
 * staff, and in a view, whose form says nothing.
 */
export const drawnForOf = ({
  accountId,
  role,
  view,
}: Pick<Viewer, "accountId" | "role" | "view">): string | null =>
  role === "customer" && view === null ? keyOf(`drawn for ${accountId}`) : null;

/** Tells accounts apart in one browser, and whose eyes they look through: what each opened last is nobody else's. */
export const recentKeyOf = ({ accountId, view }: Pick<Viewer, "accountId" | "view">): string =>
  keyOf(`recent ${accountId} ${view?.userId ?? ""}`);

/** Whose state an installed panel may keep for when it is offline: a customer's own. Null: of staff, and in a view, nothing. */
export const keptFor = (viewer: Pick<Viewer, "accountId" | "role" | "view">): string | null =>
  viewer.role === "customer" && viewer.view === null ? keyOf(`kept ${viewer.accountId}`) : null;
