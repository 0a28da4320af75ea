import { cookies } from "next/headers";
import { currentCaller, takeAnonymousPoint } from "@/lib/accounts/caller";
import { cookieOptions } from "@/lib/accounts/sessions/session-cookie";
import { LINK_SECONDS, ssoCookie } from "@/lib/accounts/sign-in/sso";
import { openRoute } from "@/lib/actions/read-route";
import { config } from "@/lib/config";

const CODE = /^[A-Za-z0-9_-]{20,100}$/;

/**
 * A sign-in link that a shop had made. Opening it uses nothing up: the code goes into this browser's cookie, and the page that
 * follows, whose address doesn't hold it, waits for the person's own click.
 */
export const GET = openRoute(async ({ request, params }) => {
  const waitSeconds = await takeAnonymousPoint(await currentCaller());
  const code = typeof params.code === "string" ? params.code : "";
  const isCode = CODE.test(code) && waitSeconds === 0;
  (await cookies()).set(ssoCookie(), isCode ? code : "", {
    ...cookieOptions(),
    maxAge: isCode ? LINK_SECONDS : 0,
  });
  const next = new URL(request.url).searchParams.get("next");
  const search = new URLSearchParams({
    ...(waitSeconds > 0 && { wait: String(waitSeconds) }),
    ...(next && { next }),
  });
  return new Response(null, {
    status: 303,
    headers: {
      location: `${config().panelOrigin}/sso/continue?${search}`,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    },
  });
});
