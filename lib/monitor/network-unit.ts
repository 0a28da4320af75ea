import "server-only";
import { config } from "../config";
import { perProcess } from "../per-process";
import { readUnit } from "./traffic/unit";

/** It is learnt once an hour. */
const FRESH_MS = 60_000;
const kept = () => perProcess("network unit", () => ({ unit: "", at: 0 }));

/** The unit of the samples' network figures: what the traffic counters tell, and until they do what the setting says. */
export async function readNetworkUnit(): Promise<string> {
  const last = kept();
  if (Date.now() - last.at > FRESH_MS) {
    const fit = await readUnit();
    last.unit = fit.verdict === "fits" ? fit.fit.unit : config().monitor.networkUnit;
    last.at = Date.now();
  }
  return last.unit;
}

/** What charts and alarms call the samples' figures. */
export const readUnits = async (): Promise<{ disk: string; network: string }> => ({
  disk: config().monitor.diskUnit,
  network: await readNetworkUnit(),
});
