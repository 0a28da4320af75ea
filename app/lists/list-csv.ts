import type { Viewer } from "@/lib/accounts/sessions/viewer";
import { staffReadRoute } from "@/lib/actions/read-route";
import { csvResponse } from "@/lib/csv";
import type { SearchParams } from "@/lib/fleet/search-params";

/** Answers with all that a list of staff finds by its address, as a file that is called `name` and the day. */
export const staffListCsv = <Query>(
  name: string,
  parse: (search: SearchParams) => Query,
  rows: (query: Query, viewer: Viewer) => ReadableStream<Uint8Array>,
) =>
  staffReadRoute(async ({ request, viewer }) => {
    const query = parse(Object.fromEntries(new URL(request.url).searchParams));
    return csvResponse(rows(query, viewer), `${name}-${new Date().toISOString().slice(0, 10)}.csv`);
  });
