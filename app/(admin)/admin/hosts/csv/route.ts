import { staffListCsv } from "@/app/lists/list-csv";
import { fleetCsv } from "@/lib/fleet/hosts/fleet-csv";
import { fleetQueryFrom } from "@/lib/fleet/hosts/fleet-query";

export const GET = staffListCsv("hosts", fleetQueryFrom, fleetCsv);
