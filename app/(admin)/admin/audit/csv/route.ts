import { staffReadRoute } from "@/lib/actions/read-route";
import { csvResponse } from "@/lib/csv";
import { auditCsv } from "@/lib/fleet/audit/audit-csv";
import { auditFilterFrom } from "@/lib/fleet/audit/audit-filter";

/** All that the page's filter finds, as a file. */
export const GET = staffReadRoute(async ({ request }) => {
  const filter = auditFilterFrom(Object.fromEntries(new URL(request.url).searchParams));
  return csvResponse(auditCsv(filter), `audit-${new Date().toISOString().slice(0, 10)}.csv`);
});
