import { openRoute } from "@/lib/actions/read-route";
import { appManifest } from "@/lib/provider/app/manifest";

/** A minute: what staff change on Settings is in a phone's next look at it. */
export const GET = openRoute(async () =>
  Response.json(await appManifest(), {
    headers: { "content-type": "application/manifest+json", "cache-control": "public, max-age=60" },
  }),
);
