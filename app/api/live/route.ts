import { readRoute } from "@/lib/actions/read-route";
import { openLiveStream } from "@/lib/live/stream";
import { parseVmId, type VmId } from "@/lib/rstack/ids";

export const dynamic = "force-dynamic";

/** Longer lists read the rest by `/api/hosts`. */
const LONGEST_LIST = 200;

/** `?open=ID&list=ID,ID&activity=1`: server-sent events for what one tab shows. Ids of others are not watched, and nobody is told. */
export const GET = readRoute(async ({ request, viewer }) => {
  const query = new URL(request.url).searchParams;
  const list = (query.get("list") ?? "").split(",").slice(0, LONGEST_LIST).map(parseVmId);
  return openLiveStream(
    viewer,
    {
      open: parseVmId(query.get("open")),
      list: list.filter((id): id is VmId => id !== null),
      activity: query.get("activity") === "1",
    },
    request.signal,
  );
});
