import { staffListCsv } from "@/app/lists/list-csv";
import { auditCsv } from "@/lib/fleet/audit/audit-csv";
import { auditFilterFrom } from "@/lib/fleet/audit/audit-filter";

export const GET = staffListCsv("audit", auditFilterFrom, auditCsv);
