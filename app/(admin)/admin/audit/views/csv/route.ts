import { staffListCsv } from "@/app/lists/list-csv";
import { viewsCsv } from "@/lib/fleet/audit/audit-csv";
import { auditFilterFrom } from "@/lib/fleet/audit/audit-filter";

export const GET = staffListCsv("views", auditFilterFrom, viewsCsv);
