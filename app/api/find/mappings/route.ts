import { staffReadRoute } from "@/lib/actions/read-route";
import { findMappings } from "@/lib/find/find-mappings";
import { TEXT_LIMIT } from "@/lib/find/find-view";

/** Each is a call to RStack, and for a port a list of all mappings. */
const EACH_ACCOUNT = { scope: "find-mappings", points: 20, seconds: 60 };

/** Where a port or domain leads, beside what the database finds. */
export const GET = staffReadRoute(
  ({ request }) => {
    const text = new URL(request.url).searchParams.get("q") ?? "";
    return text.length <= TEXT_LIMIT
      ? findMappings(text)
      : Promise.resolve(Response.json({ error: "invalid" }, { status: 400 }));
  },
  { limit: EACH_ACCOUNT },
);
