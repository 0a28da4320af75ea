import { readRoute } from "@/lib/actions/read-route";
import { find } from "@/lib/find/find";
import { findAskedIn } from "@/lib/find/find-asked";

/** One letter is one question: as fast as a person types, for a minute. */
const EACH_ACCOUNT = { scope: "find", points: 240, seconds: 60 };

/** What the palette finds, for the customer their own and for staff all. */
export const GET = readRoute(
  ({ viewer, request }) => {
    const asked = findAskedIn(new URL(request.url).searchParams);
    return asked
      ? find(viewer, asked)
      : Promise.resolve(Response.json({ error: "invalid" }, { status: 400 }));
  },
  { limit: EACH_ACCOUNT },
);
