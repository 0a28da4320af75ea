import { getTranslations } from "next-intl/server";
import { takePoint } from "@/lib/accounts/rate-limit";
import { hostReadRoute } from "@/lib/actions/read-route";
import type { CsvTexts } from "@/lib/monitor/csv";
import { csvStream } from "@/lib/monitor/csv-stream";
import { networkShown } from "@/lib/monitor/drawing";
import type { MonitorView } from "@/lib/monitor/monitor-view";
import { readNetworkUnit, readUnits } from "@/lib/monitor/network-unit";
import { readRangeParams } from "@/lib/monitor/range-params";
import { monitorViewOf } from "@/lib/monitor/read-range";
import { SERIES } from "@/lib/monitor/samples";
import type { WirePoints } from "@/lib/monitor/wire";

/** A month as a file is a second's work: so many for one person, however many sessions they begin. */
const FILES = { scope: "monitor-file", points: 20, seconds: 600 };

/** Samples of a range, thinned out for so many points; with `format=csv` all of them, as a file. */
export const GET = hostReadRoute(async ({ request, owned, viewer }) => {
  const params = readRangeParams(new URL(request.url).searchParams, Math.floor(Date.now() / 1000));
  if (!params) {
    return Response.json({ error: "bad-request" }, { status: 400 });
  }
  if (params.format === "json") {
    return inShownUnits(await monitorViewOf(owned, params, params.points));
  }
  const waitSeconds = await takePoint(FILES, viewer.accountId);
  if (waitSeconds > 0) {
    const headers = { "retry-after": String(waitSeconds) };
    return Response.json({ error: "too-many" }, { status: 429, headers });
  }
  const zone = params.zone ?? viewer.timeZone ?? "UTC";
  const day = new Date(params.from * 1000).toISOString().slice(0, 10);
  return new Response(csvStream(owned, params, zone, await csvTexts(zone)), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="host-${owned.vmId}-${day}.csv"`,
    },
  });
});

/** As the page tells network figures; a file has them as they were read. */
async function inShownUnits(view: MonitorView): Promise<MonitorView> {
  const { part } = networkShown(await readNetworkUnit());
  const isNetwork = (at: number) => SERIES[at] === "up" || SERIES[at] === "down";
  const series = view.series.map(([unit, ...rest], at): WirePoints["series"][number] => [
    isNetwork(at) ? unit / part : unit,
    ...rest,
  ]);
  return { ...view, series };
}

async function csvTexts(zone: string): Promise<CsvTexts> {
  const t = await getTranslations("monitor.csv");
  const { disk, network } = await readUnits();
  return {
    time: t("time", { zone }),
    memoryTotal: t("memoryTotal"),
    series: {
      cpu: t("cpu"),
      memory: t("memory"),
      systemRead: t("systemRead", { disk }),
      systemWrite: t("systemWrite", { disk }),
      dataRead: t("dataRead", { disk }),
      dataWrite: t("dataWrite", { disk }),
      up: t("up", { network }),
      down: t("down", { network }),
    },
  };
}
