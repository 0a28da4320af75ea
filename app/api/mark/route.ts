import { openRoute } from "@/lib/actions/read-route";
import { markFile } from "@/lib/provider/settings";

/** The provider's mark: on the sign-in page, so for anybody. Its address changes with it, so browsers may keep it. */
export const GET = openRoute(async ({ request }) => {
  const mark = await markFile();
  if (!mark || new URL(request.url).searchParams.get("v") !== mark.version) {
    return new Response(null, { status: 404 });
  }
  return new Response(mark.bytes, {
    headers: { "content-type": mark.type, "cache-control": "public, max-age=31536000, immutable" },
  });
});
