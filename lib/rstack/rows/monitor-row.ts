import type { VmId } from "../ids";
import type { MonitorSample } from "../master-client";
import { type ColumnTable, read, readLabel, readMoment } from "./fields";
import { HOST_ID_COLUMNS, rowsNotOfOthers } from "./of-host";
import type { RawRow } from "./raw-row";

export const MONITOR_COLUMNS = {
  time: ["time"],
  masterClock: ["times"],
  cpu: ["cpu"],
  memory: ["memory"],
  disk: ["disk"],
  network: ["network"],
  systemVersion: ["systemversion"],
} as const satisfies ColumnTable;

export const MONITOR_KEY = {
  column: MONITOR_COLUMNS.time[0],
  tells: (row: RawRow) => readMoment(row, MONITOR_COLUMNS.time) !== null,
};

/** Oldest first. A row without a Unix time has no place on a chart. */
export function monitorSamplesOf(rows: readonly RawRow[], vmId: VmId): MonitorSample[] {
  const samples: MonitorSample[] = [];
  for (const row of rowsNotOfOthers(rows, vmId, { host: HOST_ID_COLUMNS })) {
    const sample = sampleOf(row);
    if (sample !== null) {
      samples.push(sample);
    }
  }
  return samples.sort((a, b) => a.unixSeconds - b.unixSeconds);
}

function sampleOf(row: RawRow): MonitorSample | null {
  const time = readMoment(row, MONITOR_COLUMNS.time);
  if (time === null) {
    return null;
  }
  const [cpuPercent = null] = figuresOf(row, MONITOR_COLUMNS.cpu);
  const [memoryUsed = null, memoryTotal = null, memoryPercent = null] = figuresOf(
    row,
    MONITOR_COLUMNS.memory,
  );
  const [systemRead = null, systemWrite = null, dataRead = null, dataWrite = null] = figuresOf(
    row,
    MONITOR_COLUMNS.disk,
  );
  const [networkUp = null, networkDown = null] = figuresOf(row, MONITOR_COLUMNS.network);
  return {
    unixSeconds: time.getTime() / 1000,
    masterClock: readLabel(row, MONITOR_COLUMNS.masterClock),
    cpuPercent,
    memoryUsed,
    memoryTotal,
    memoryPercent,
    systemRead,
    systemWrite,
    dataRead,
    dataWrite,
    networkUp,
    networkDown,
    systemVersion: readLabel(row, MONITOR_COLUMNS.systemVersion),
  };
}

const FIGURE = /^[0-9]{1,15}(\.[0-9]{1,20})?(e-?[0-9]{1,2})?$/i;

/** Figures with commas between them; each that can't be read is null in its place. */
export function figuresOf(row: RawRow, names: readonly string[]): (number | null)[] {
  const parts = read(row, names)?.split(",", 8) ?? [];
  return parts.map((part) => {
    const figure = part.trim().replace(/ ?%$/, "");
    return FIGURE.test(figure) ? Number(figure) : null;
  });
}

/** The newest sample that tells both clocks. */
export function monitorClockOf(rows: readonly RawRow[]): { unixSeconds: number; masterClock: string } | null {
  for (const row of rows.toReversed()) {
    const time = readMoment(row, MONITOR_COLUMNS.time);
    const masterClock = readLabel(row, MONITOR_COLUMNS.masterClock);
    if (time !== null && masterClock !== null) {
      return { unixSeconds: time.getTime() / 1000, masterClock };
    }
  }
  return null;
}
