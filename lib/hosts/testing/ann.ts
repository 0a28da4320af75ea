import type { Viewer } from "../../accounts/sessions/viewer";
import { parseUserId } from "../../rstack/ids";

/** The customer of tests, who owns the demo fleet's hosts. */
export const ann: Viewer = {
  accountId: "11111111-1111-4111-8111-111111111111",
  sessionId: "22222222-2222-4222-8222-222222222222",
  role: "customer",
  username: "ann",
  displayName: "Ann",
  userId: parseUserId("10001"),
  view: null,
  locale: "en",
  theme: "system",
  timeZone: null,
};
