import { openRoute } from "@/lib/actions/read-route";
import { appIcon } from "@/lib/provider/app/app-icons";

/** Icons of the installed app, for anybody. Their address changes with the provider's mark, so browsers may keep them. */
export const GET = openRoute(async ({ request }) => {
  const asked = new URL(request.url).searchParams;
  const icon = await appIcon(asked.get("of") ?? "", asked.get("v") ?? "");
  return icon
    ? new Response(new Uint8Array(icon.bytes), {
        headers: { "content-type": icon.type, "cache-control": "public, max-age=31536000, immutable" },
      })
    : new Response(null, { status: 404 });
});
