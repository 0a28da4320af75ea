import { staffReadRoute } from "@/lib/actions/read-route";
import { csvResponse } from "@/lib/csv";
import { ledgerCsv } from "@/lib/fleet/operations/ledger-csv";
import { ledgerFilterFrom } from "@/lib/fleet/operations/ledger-filter";

/** All operations that the page's filter finds, as a file. */
export const GET = staffReadRoute(async ({ request, viewer }) => {
  const filter = ledgerFilterFrom(Object.fromEntries(new URL(request.url).searchParams));
  return csvResponse(ledgerCsv(filter, viewer), `operations-${new Date().toISOString().slice(0, 10)}.csv`);
});
