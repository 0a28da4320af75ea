import "server-only";
import { getTranslations } from "next-intl/server";
import { csvPages } from "@/lib/csv";
import type { TrafficView } from "./traffic-view";

/** A row a day: GB where the unit is known, and always the sums of the samples. */
export async function trafficCsv({ days }: Pick<TrafficView, "days">): Promise<ReadableStream<Uint8Array>> {
  const t = await getTranslations("traffic.csv");
  const head = (["day", "inGb", "outGb", "inSum", "outSum", "minutes"] as const).map((name) => t(name));
  return csvPages(head, 0, async () => ({
    rows: days.map(({ day, inGb, outGb, inSum, outSum, minutes }) => [
      ...[day, short(inGb), short(outGb), inSum, outSum, minutes],
    ]),
    next: null,
  }));
}

const short = (gb: number | null): number | null => (gb === null ? null : Math.round(gb * 1e6) / 1e6);
