import type { VmId } from "../ids";
import type { MonitorSample } from "../master-client";
import { column, read, readLabel, readMoment, valuesOf } from "./fields";
import { HOST_ID, rowsNotOfOthers } from "./of-host";
import type { RawRow } from "./raw-row";

export const MONITOR_COLUMNS = {
  time: column(readMoment, "time"),
  /** The master's own clock, `YYYY-MM-DD HH:MM:SS`. */
  masterClock: column(readLabel, "times"),
  cpu: column(readFigures, "cpu"),
  memory: column(readFigures, "memory"),
  disk: column(readFigures, "disk"),
  network: column(readFigures, "network"),
  /** Of RStack on the host's node. */
  systemVersion: column(readLabel, "systemversion"),
};

export const MONITOR_KEY = {
  column: MONITOR_COLUMNS.time.names[0],
  tells: (row: RawRow) => MONITOR_COLUMNS.time.of(row) !== null,
};

/** Oldest first. A row without a Unix time has no place on a chart. */
export function monitorSamplesOf(rows: readonly RawRow[], vmId: VmId): MonitorSample[] {
  const samples: MonitorSample[] = [];
  for (const row of rowsNotOfOthers(rows, vmId, { host: HOST_ID })) {
    const sample = sampleOf(row);
    if (sample !== null) {
      samples.push(sample);
    }
  }
  return samples.sort((a, b) => a.unixSeconds - b.unixSeconds);
}

function sampleOf(row: RawRow): MonitorSample | null {
  const { time, cpu, memory, disk, network, ...texts } = valuesOf(row, MONITOR_COLUMNS);
  if (time === null) {
    return null;
  }
  const [cpuPercent = null] = cpu;
  const [memoryUsed = null, memoryTotal = null, memoryPercent = null] = memory;
  const [systemRead = null, systemWrite = null, dataRead = null, dataWrite = null] = disk;
  const [networkUp = null, networkDown = null] = network;
  return {
    ...texts,
    unixSeconds: time.getTime() / 1000,
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
  };
}

const FIGURE = /^[0-9]{1,15}(\.[0-9]{1,20})?(e-?[0-9]{1,2})?$/i;

/** Figures with commas between them; each that can't be read is null in its place. */
export function readFigures(row: RawRow, names: readonly string[]): (number | null)[] {
  const parts = read(row, names)?.split(",", 8) ?? [];
  return parts.map((part) => {
    const figure = part.trim().replace(/ ?%$/, "");
    return FIGURE.test(figure) ? Number(figure) : null;
  });
}

/** The newest sample that tells both clocks. */
export function monitorClockOf(rows: readonly RawRow[]): { unixSeconds: number; masterClock: string } | null {
  for (const row of rows.toReversed()) {
    const time = MONITOR_COLUMNS.time.of(row);
    const masterClock = MONITOR_COLUMNS.masterClock.of(row);
    if (time !== null && masterClock !== null) {
      return { unixSeconds: time.getTime() / 1000, masterClock };
    }
  }
  return null;
}
