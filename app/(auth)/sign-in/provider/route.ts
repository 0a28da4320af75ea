import { startOidc } from "@/lib/accounts/oidc/flow";
import { hasProvider, signOutAddress } from "@/lib/accounts/oidc/provider";
import { openRoute } from "@/lib/actions/read-route";
import { config } from "@/lib/config";

/**
 * A link of ours leads to the OpenID provider: to come in, to tie the account, to show again who it is, or to sign out there
 * too. Where the browser says that a page elsewhere led here, the person sees the sign-in page first.
 */
export const GET = openRoute(async ({ request }) => {
  if (!hasProvider()) {
    return new Response(null, { status: 404 });
  }
  const site = request.headers.get("sec-fetch-site");
  const search = new URL(request.url).searchParams;
  const purpose = search.get("for");
  const leadTo = (href: string) => new Response(null, { status: 303, headers: { location: href } });
  const signIn = `${config().panelOrigin}/sign-in`;
  if (site !== null && site !== "same-origin" && site !== "none") {
    return leadTo(signIn);
  }
  if (purpose === "sign-out") {
    return leadTo((await signOutAddress().catch(() => null)) ?? signIn);
  }
  const next = search.get("next")?.slice(0, 512);
  return startOidc(purpose === "tie" || purpose === "prove" ? purpose : "sign-in", next);
});
