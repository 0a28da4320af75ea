import { currentCaller, takeAnonymousPoint } from "@/lib/accounts/caller";
import { openRoute } from "@/lib/actions/read-route";
import { unsubscribe, unsubscribeLinks } from "@/lib/notifications/unsubscribe";

const tokenOf = (request: Request): string =>
  (new URL(request.url).searchParams.get("token") ?? "").slice(0, 1_000);

/** What a mail program calls at one press (RFC 8058): no session, no origin of ours, and the token says whose mails. */
export const POST = openRoute(async ({ request }) => {
  const waitSeconds = await takeAnonymousPoint(await currentCaller());
  if (waitSeconds > 0) {
    return Response.json(
      { error: "too-many" },
      { status: 429, headers: { "retry-after": String(waitSeconds) } },
    );
  }
  return (await unsubscribe(tokenOf(request)))
    ? new Response(null, { status: 204 })
    : Response.json({ error: "not-found" }, { status: 404 });
});

/** A program that only opens links: looking ends nothing, the page asks. */
export const GET = openRoute(async ({ request }) => {
  const location = unsubscribeLinks(encodeURIComponent(tokenOf(request))).person;
  return new Response(null, { status: 303, headers: { location } });
});
