import { staffReadRoute } from "@/lib/actions/read-route";
import { csvResponse } from "@/lib/csv";
import { fleetCsv } from "@/lib/fleet/hosts/fleet-csv";
import { fleetQueryFrom } from "@/lib/fleet/hosts/fleet-query";

/** All hosts that the page's filter finds, as a file. */
export const GET = staffReadRoute(async ({ request }) => {
  const query = fleetQueryFrom(Object.fromEntries(new URL(request.url).searchParams));
  return csvResponse(fleetCsv(query), `hosts-${new Date().toISOString().slice(0, 10)}.csv`);
});
