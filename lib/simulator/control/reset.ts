import { demoFleet } from "../fleet/demo";
import { generatedFleet } from "../fleet/generated";
import { runSetup } from "../fleet/setup-task";
import type { Master } from "../master";
import type { ResetOptions } from "./types";

/** The fleet asked for, else that of the start; set-ups in it begin to run. */
export function resetMaster(master: Master, reset: ResetOptions = {}): void {
  const seed = reset.seed ?? master.options.seed ?? 1;
  const which = reset.fleet ?? master.options.fleet ?? "demo";
  const fleet = which === "demo" ? demoFleet(seed) : generatedFleet(which, seed);
  master.load(fleet, reset);
  for (const host of fleet.hosts) if (host.setup === "running") runSetup(master, host);
}
