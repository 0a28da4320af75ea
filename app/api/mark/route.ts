import { openRoute } from "@/lib/actions/read-route";
import { markPicture } from "@/lib/provider/settings";

/** The provider's picture: on the sign-in page, so for anybody. Its address changes with it, so browsers may keep it. */
export const GET = openRoute(async ({ request }) => {
  const picture = await markPicture();
  if (!picture || new URL(request.url).searchParams.get("v") !== picture.version) {
    return new Response(null, { status: 404 });
  }
  return new Response(picture.png, {
    headers: { "content-type": "image/png", "cache-control": "public, max-age=31536000, immutable" },
  });
});
