import type { MonitorMark } from "../control/types";
import type { SimHost } from "../fleet/host";
import { hashed } from "../fleet/random";
import { drawnTraffic, figureIn, wasOn } from "../fleet/traffic";
import type { Dialect } from "../wire/dialect";
import { rowsAnswer } from "../wire/rows";
import type { ActionContext, Answer } from "./action";

export const MONITOR_QUERIES = { vm_monitor: vmMonitor };

const MINUTE = 60_000;
const DAY = 86_400_000;
/** How far back the drawn history goes. */
const DAYS_KEPT = 400;

/** What a test wrote into the drawn samples of a host; gone with the host at a reset. */
const marks = new WeakMap<SimHost, MonitorMark[]>();

export const markSamples = (host: SimHost, mark: MonitorMark): MonitorMark[] => {
  const all = [...(marks.get(host) ?? []), mark];
  marks.set(host, all);
  return all;
};

export const ageMarks = (host: SimHost, ms: number): void => {
  const aged = (marks.get(host) ?? []).map((mark) => ({ ...mark, from: mark.from - ms, to: mark.to - ms }));
  marks.set(host, aged);
};

const marksAt = (host: SimHost, at: number): MonitorMark[] =>
  (marks.get(host) ?? []).filter(({ from, to }) => at >= from && at < to);

/** One row a minute while the host was on; days and `times` are the master's own, `time` is Unix seconds. */
function vmMonitor({ master, params }: ActionContext): Answer {
  const host = master.host(params.vmid);
  const offset = master.settings.timeZoneMinutes * MINUTE;
  const now = master.wallNow();
  const start = dayStart(params.yyyymmdd, now, offset);
  if (start === null || start < now - DAYS_KEPT * DAY) return rowsAnswer([], "[]");
  const rows = [];
  // The vendor's samples lie 16 seconds past the minute.
  for (let at = start + 16_000; at < Math.min(start + DAY, now); at += MINUTE) {
    if (wasOn(host, at) && !marksAt(host, at).some(({ cpu }) => cpu === undefined))
      rows.push(sample(host, at, offset, master.settings.dialect.network));
  }
  return rowsAnswer(rows, "[]");
}

function dayStart(day: string | undefined, now: number, offset: number): number | null {
  if (!day) return Math.floor((now + offset) / DAY) * DAY - offset;
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(day);
  if (!parts) return null;
  return Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])) - offset;
}

/** A day's wave, some noise, and a rare lone spike, which a chart must not lose. */
function sample(host: SimHost, at: number, offset: number, unit: Dialect["network"]) {
  const minute = Math.floor(at / MINUTE);
  const noise = (part: number) => hashed(host.seed + part, minute);
  const wave = 0.5 - 0.5 * Math.cos(((at + offset) % DAY) * ((2 * Math.PI) / DAY));
  const spike = noise(1) > 0.998 ? 60 : 0;
  const marked = marksAt(host, at).find((mark) => mark.cpu !== undefined)?.cpu;
  const cpu = marked ?? Math.min(100, 2 + (host.seed % 40) * wave + 6 * noise(2) + spike);
  const used = Math.round(host.ram * Math.min(0.95, 0.35 + 0.3 * wave + 0.05 * noise(3)));
  const whole = (part: number, top: number) => Math.floor(noise(part) ** 3 * top * (0.2 + wave));
  const network = drawnTraffic(host, at, offset);
  return {
    cpu: cpu.toFixed(1),
    disk: [whole(4, 40), whole(5, 30), host.disk ? whole(6, 60) : 0, host.disk ? whole(7, 50) : 0].join(","),
    memory: `${used},${host.ram},${Math.round((used / host.ram) * 100)}`,
    network: `${figureIn(unit, network.up)},${figureIn(unit, network.down)}`,
    systemversion: "rstack v1.0",
    time: Math.floor(at / 1000),
    times: new Date(at + offset).toISOString().slice(0, 19).replace("T", " "),
    vmname: host.vmname,
  };
}
