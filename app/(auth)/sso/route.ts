import { cookies } from "next/headers";
import { currentCaller, takeAnonymousPoint } from "@/lib/accounts/caller";
import { cookieOptions } from "@/lib/accounts/sessions/session-cookie";
import { arriveBySso, SSO_COOKIE_SECONDS, ssoCookie } from "@/lib/accounts/sign-in/sso";
import { openRoute } from "@/lib/actions/read-route";
import { config } from "@/lib/config";
import { log } from "@/lib/log";

/** A ticket is a few hundred characters; nobody needs to send more. */
const LONGEST_BODY = 8_192;

const goTo = (path: string) =>
  new Response(null, { status: 303, headers: { location: `${config().panelOrigin}${path}` } });

/** Without a ticket there is nothing to do here. */
export const GET = openRoute(async () => goTo("/sign-in"));

/**
 * The billing system's form arrives: the ticket stands in the body, so that it is in no address and no log. What it
 * opens waits for the person's own click on the page that follows.
 */
export const POST = openRoute(async ({ request }) => {
  const waitSeconds = await takeAnonymousPoint(await currentCaller());
  if (waitSeconds > 0) {
    log.info({ code: "too-many", waitSeconds }, "single sign-on was refused");
    return goTo(`/sso/continue?wait=${waitSeconds}`);
  }
  const token = await tokenIn(request);
  const arrival = token ? await arriveBySso(token) : null;
  if (arrival?.ok) {
    const options = { ...cookieOptions(), maxAge: SSO_COOKIE_SECONDS };
    (await cookies()).set(ssoCookie(), arrival.challenge, options);
  } else {
    (await cookies()).set(ssoCookie(), "", { ...cookieOptions(), maxAge: 0 });
  }
  return goTo("/sso/continue");
});

async function tokenIn(request: Request): Promise<string | null> {
  const type = request.headers.get("content-type") ?? "";
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  if (!type.startsWith("application/x-www-form-urlencoded") || !(length <= LONGEST_BODY)) {
    return null;
  }
  const tokens = new URLSearchParams(await request.text()).getAll("token");
  return tokens.length === 1 ? (tokens[0] ?? null) : null;
}
