import { readRoute } from "@/lib/actions/read-route";
import { csvResponse } from "@/lib/csv";
import { trafficOfCustomer } from "@/lib/monitor/traffic/customer-traffic";
import { trafficCsv } from "@/lib/monitor/traffic/traffic-csv";

/** The traffic of all hosts of a customer by day, as a file. */
export const GET = readRoute(async ({ viewer }) =>
  viewer.userId === null
    ? Response.json({ error: "not-found" }, { status: 404 })
    : csvResponse(await trafficCsv(await trafficOfCustomer(viewer.userId, null)), "traffic.csv"),
);
