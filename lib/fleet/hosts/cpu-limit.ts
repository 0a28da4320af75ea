import "server-only";
import { z } from "zod";
import { LIMIT_HOURS } from "@/lib/hosts/cpu-limit/cpu-limit";
import { standingLimits } from "@/lib/hosts/cpu-limit/standing-limit";
import { defineCommand } from "@/lib/hosts/define-command";
import type { Obstacle, Prepared, Ready } from "@/lib/hosts/run-command";
import { master } from "@/lib/master";
import { HOUR_MS } from "@/lib/units";
import { verifyFigures } from "./change-host";
import { rowLimitMs } from "./row-evidence";

interface AskedLimit {
  percent: number;
  hours: number;
}

/** Percent of the host's cores that it may use, for a time, with a reason that its customer reads. The machine isn't touched. */
export const limitCpu = defineCommand("limit-cpu", {
  fields: {
    percent: z
      .string()
      .trim()
      .regex(/^[1-9]\d?$/)
      .transform(Number),
    hours: z.enum(LIMIT_HOURS),
    reason: z.string().trim().min(1).max(200),
  },
  limitMs: rowLimitMs,
  begin: ({ input: { percent, hours, reason } }) => ({
    ok: true,
    value: { percent, hours: Number(hours) },
    params: {
      changes: { cpuLimitPercent: percent },
      reason,
      until: new Date(Date.now() + Number(hours) * HOUR_MS).toISOString(),
    },
  }),
  prepare: prepareLimit,
  send: ({ owned, options }, { cpuLimitPercent }) =>
    master().updateHost(owned.vmId, { cpuLimitPercent }, options),
  verify: verifyFigures,
});

/** Restores what was before, where the figure is still the panel's. */
export const liftCpuLimit = defineCommand("lift-cpu-limit", {
  fields: {},
  limitMs: rowLimitMs,
  prepare: async (ready) => {
    const read = await readLimit(ready);
    if (!read.ok) {
      return read;
    }
    const own = await ownLimit(ready.owned.tenancyId, read.percent);
    return own
      ? {
          ok: true,
          value: { cpuLimitPercent: own.before },
          params: { changes: { cpuLimitPercent: own.before }, limit: own.id },
          notes: { before: { cpuLimitPercent: read.percent } },
        }
      : { ok: false, why: "nothing-changed" };
  },
  send: ({ owned, options }, { cpuLimitPercent }) =>
    master().updateHost(owned.vmId, { cpuLimitPercent }, options),
  verify: verifyFigures,
});

export const cpuLimitCommands = { "limit-cpu": limitCpu, "lift-cpu-limit": liftCpuLimit };

async function prepareLimit(
  ready: Ready,
  { percent }: AskedLimit,
): Promise<Prepared<{ cpuLimitPercent: number }>> {
  const read = await readLimit(ready);
  if (!read.ok) {
    return read;
  }
  const before = (await ownLimit(ready.owned.tenancyId, read.percent))?.before ?? read.percent;
  return percent < before
    ? {
        ok: true,
        value: { cpuLimitPercent: percent },
        params: { before },
        notes: { before: { cpuLimitPercent: read.percent } },
      }
    : { ok: false, why: "nothing-changed" };
}

/** The limit that set the figure which the host has now; undefined where the figure isn't the panel's. */
export const ownLimit = async (tenancyId: string, percent: number) =>
  (await standingLimits(tenancyId)).find((limit) => limit.percent === percent);

/** As the master has it now. A figure that it doesn't tell could be neither confirmed nor restored. */
export async function readLimit({
  owned,
  options,
}: Pick<Ready, "owned" | "options">): Promise<{ ok: true; percent: number } | { ok: false; why: Obstacle }> {
  const read = await master().readHostSettings(owned.vmId, options);
  if (!read.ok) {
    return { ok: false, why: read.fault };
  }
  const percent = read.value?.cpuLimitPercent;
  return typeof percent === "number"
    ? { ok: true, percent }
    : { ok: false, why: read.value === null ? "not-listed" : "lookup-unreadable" };
}
