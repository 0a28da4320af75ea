import { staffListCsv } from "@/app/lists/list-csv";
import { ledgerCsv } from "@/lib/fleet/operations/ledger-csv";
import { ledgerFilterFrom } from "@/lib/fleet/operations/ledger-filter";

export const GET = staffListCsv("operations", ledgerFilterFrom, ledgerCsv);
