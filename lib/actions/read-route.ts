import "server-only";
import { giveBackTurns, takeTurn } from "../accounts/fair-share";
import { type Limit, takePoint, takeReadPoint } from "../accounts/rate-limit";
import { currentViewer } from "../accounts/sessions/current-viewer";
import { isStaff, signInOf, type Viewer } from "../accounts/sessions/viewer";
import { findHost, type OwnedHost } from "../hosts/owned-host";
import { log } from "../log";
import { RETRY_AFTER_SECONDS } from "../response-status";
import { type ActionKind, mark } from "./action-kind";
import { reference } from "./refusal";

type Params = Record<string, string | string[] | undefined>;
type Context = { params: Promise<Params> };
export type Route = (request: Request, context: Context) => Promise<Response>;

/** A `Response` passes through; anything else becomes JSON. */
type Answer = Promise<unknown>;
type Asked = { request: Request; path: string; params: Params };

/** Characters of it that are logged. */
const LONGEST_PATH = 200;

const EACH_SESSION = { scope: "read", points: 600, seconds: 60 };
const EACH_ACCOUNT = { scope: "read-account", points: 1800, seconds: 60 };

const json = (body: unknown, status = 200, more: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers: { "cache-control": "no-store", ...more } });

function refuse({ path }: Asked, status: number, error: string, more?: Record<string, string>): Response {
  log.info({ path, code: error }, "a read was refused");
  return json({ error }, status, more);
}

function route(kind: ActionKind, answer: (asked: Asked) => Answer): Route {
  const handler: Route = async (request, context) => {
    const path = new URL(request.url).pathname.slice(0, LONGEST_PATH);
    try {
      const result = await answer({ request, path, params: (await context?.params) ?? {} });
      if (!(result instanceof Response)) {
        return json(result);
      }
      if (result.headers.get("content-type")?.startsWith("text/event-stream")) {
        giveBackTurns();
      }
      if (!result.headers.has("cache-control")) {
        result.headers.set("cache-control", "no-store");
      }
      return result;
    } catch (err) {
      const ref = reference();
      log.error({ err, path, ref }, "a read failed");
      return json({ error: "internal", ref }, 500);
    }
  };
  return mark(handler, kind);
}

/** What a route has beside the limits of all reads: one of its own, for each account. */
interface ReadRules {
  limit?: Limit;
}

/** The session proven without a touch (a poll is no use of it), and within its own rate limit and its account's. */
async function viewerOrRefusal(asked: Asked, { limit }: ReadRules): Promise<Viewer | Response> {
  const viewer = await currentViewer({ touch: false });
  if (!viewer) {
    return refuse(asked, 401, "signed-out");
  }
  if (viewer.view?.over) {
    return refuse(asked, 401, "view-over");
  }
  const { sessionId } = viewer;
  const accountId = signInOf(viewer);
  const waits = await Promise.all([
    takeReadPoint(EACH_SESSION, sessionId),
    takeReadPoint(EACH_ACCOUNT, accountId),
    limit ? takePoint(limit, accountId) : 0,
  ]);
  const waitSeconds = Math.max(...waits, (await takeTurn(accountId, "read")) ? 0 : 1);
  return waitSeconds > 0 ? refuse(asked, 429, "too-many", { "retry-after": String(waitSeconds) }) : viewer;
}

/** A GET for any signed-in account: 401 for nobody. */
export function readRoute(
  handler: (asked: Asked & { viewer: Viewer }) => Answer,
  rules: ReadRules = {},
): Route {
  const answer = async (asked: Asked) => {
    const viewer = await viewerOrRefusal(asked, rules);
    return viewer instanceof Response ? viewer : handler(Object.assign(asked, { viewer }));
  };
  return route("read-route", answer);
}

/** A GET for the provider's staff: customers, and staff who look through a customer's eyes, get a 404. */
export function staffReadRoute(
  handler: (asked: Asked & { viewer: Viewer }) => Answer,
  rules: ReadRules = {},
): Route {
  return route("staff-read-route", async (asked) => {
    const viewer = await viewerOrRefusal(asked, rules);
    if (viewer instanceof Response) {
      return viewer;
    }
    return isStaff(viewer) ? handler(Object.assign(asked, { viewer })) : refuse(asked, 404, "not-found");
  });
}

/** A GET below a folder `[vmid]`: not yours and not there are the same 404; 503 where the master could not be asked. */
export function hostReadRoute(
  handler: (asked: Asked & { viewer: Viewer; owned: OwnedHost }) => Answer,
  rules: ReadRules = {},
): Route {
  const answer = async (asked: Asked) => {
    const viewer = await viewerOrRefusal(asked, rules);
    if (viewer instanceof Response) {
      return viewer;
    }
    const { vmid } = asked.params;
    const owned = typeof vmid === "string" ? await findHost(viewer, vmid, "shared") : null;
    if (owned === "not-asked") {
      return refuse(asked, 503, "not-asked", { "retry-after": String(RETRY_AFTER_SECONDS) });
    }
    return owned ? handler(Object.assign(asked, { viewer, owned })) : refuse(asked, 404, "not-found");
  };
  return route("host-read-route", answer);
}

/** A GET that needs no session: open to anybody, listed by name in a test. */
export function openRoute(handler: (asked: Asked) => Answer): Route {
  return route("open-route", handler);
}
