import "server-only";
import { randomBytes } from "node:crypto";
import { currentViewer } from "../accounts/current-viewer";
import { takePoint } from "../accounts/rate-limit";
import { isStaff, type Viewer } from "../accounts/viewer";
import { type OwnedHost, openHost } from "../hosts/owned-host";
import { log } from "../log";
import { type ActionKind, mark } from "./action-kind";

type Params = Record<string, string | string[] | undefined>;
type Context = { params: Promise<Params> };
export type Route = (request: Request, context: Context) => Promise<Response>;

/** A `Response` passes through; anything else becomes JSON. */
type Answer = Promise<unknown>;
type Asked = { request: Request; params: Params };

const EACH_SESSION = { scope: "read", points: 600, seconds: 60 };

const json = (body: unknown, status = 200, more: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers: { "cache-control": "no-store", ...more } });
const refuse = (status: number, error: string, more?: Record<string, string>) =>
  json({ error }, status, more);

function route(kind: ActionKind, answer: (asked: Asked) => Answer): Route {
  const handler: Route = async (request, context) => {
    try {
      const result = await answer({ request, params: (await context?.params) ?? {} });
      if (!(result instanceof Response)) {
        return json(result);
      }
      if (!result.headers.has("cache-control")) {
        result.headers.set("cache-control", "no-store");
      }
      return result;
    } catch (err) {
      const ref = randomBytes(4).toString("hex");
      log.error({ err, path: new URL(request.url).pathname, ref }, "a read failed");
      return json({ error: "internal", ref }, 500);
    }
  };
  return mark(handler, kind);
}

/** The session proven without a touch (a poll is no use of it), and its share of reads. */
async function viewerOrRefusal(): Promise<Viewer | Response> {
  const viewer = await currentViewer({ touch: false });
  if (!viewer) {
    return refuse(401, "signed-out");
  }
  if (viewer.view?.over) {
    return refuse(401, "view-over");
  }
  const waitSeconds = await takePoint(EACH_SESSION, viewer.sessionId);
  return waitSeconds > 0 ? refuse(429, "too-many", { "retry-after": String(waitSeconds) }) : viewer;
}

/** A GET for any signed-in account: 401 for nobody. */
export function readRoute(handler: (asked: Asked & { viewer: Viewer }) => Answer): Route {
  return route("read-route", async (asked) => {
    const viewer = await viewerOrRefusal();
    return viewer instanceof Response ? viewer : handler({ ...asked, viewer });
  });
}

/** A GET for the provider's staff: customers, and staff who look through a customer's eyes, get a 404. */
export function staffReadRoute(handler: (asked: Asked & { viewer: Viewer }) => Answer): Route {
  return route("staff-read-route", async (asked) => {
    const viewer = await viewerOrRefusal();
    if (viewer instanceof Response) {
      return viewer;
    }
    return isStaff(viewer) ? handler({ ...asked, viewer }) : refuse(404, "not-found");
  });
}

/** A GET below a folder `[vmid]`: not yours and not there are the same 404. */
export function hostReadRoute(
  handler: (asked: Asked & { viewer: Viewer; owned: OwnedHost }) => Answer,
): Route {
  return route("host-read-route", async (asked) => {
    const viewer = await viewerOrRefusal();
    if (viewer instanceof Response) {
      return viewer;
    }
    const { vmid } = asked.params;
    const owned = typeof vmid === "string" ? await openHost(viewer, vmid) : null;
    return owned ? handler({ ...asked, viewer, owned }) : refuse(404, "not-found");
  });
}

/** A GET that needs no session: open to anybody, listed by name in a test. */
export function openRoute(handler: (asked: Asked) => Answer): Route {
  return route("open-route", handler);
}
