import { hostReadRoute } from "@/lib/actions/read-route";
import { csvResponse } from "@/lib/csv";
import { trafficOf } from "@/lib/monitor/traffic/read-traffic";
import { trafficCsv } from "@/lib/monitor/traffic/traffic-csv";

/** The host's traffic by day, as a file. */
export const GET = hostReadRoute(async ({ owned }) =>
  csvResponse(await trafficCsv(await trafficOf(owned)), `host-${owned.vmId}-traffic.csv`),
);
