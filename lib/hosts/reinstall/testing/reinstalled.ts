import type { Simulator } from "../../../simulator/start";
import { ann } from "../../testing/ann";
import { hostOfAnn } from "../../testing/on-simulator";
import { type ReinstallForm, reinstall as reinstalling } from "../reinstall-command";

/** Ann's hosts that the tests reinstall, with the names that have to be typed. */
const NAMES: Record<string, string> = { "101": "web01", "111": "shop02", "110": "archive01" };

export const reinstall = async (
  id = "101",
  own: Partial<ReinstallForm> = {},
  key: string = crypto.randomUUID(),
) =>
  reinstalling.run(
    await hostOfAnn(id),
    { image: "12", disks: "system", password: "", typedName: NAMES[id] ?? "", ...own },
    key,
    ann,
  );

/** What the master was asked and did. */
export function onMaster(simulator: () => Simulator) {
  return {
    calls: async (action: string) => (await simulator().control.journal({ action })).calls,
    effects: async () =>
      (await simulator().control.journal()).effects.map(({ kind, vmid, detail }) => ({ kind, vmid, detail })),
  };
}

export const stepsOf = (row: { evidence: unknown }) =>
  (row.evidence as { steps: { name: string }[] }).steps.map(({ name }) => name);

export const REINSTALLED = { kind: "reinstall", vmid: "101", detail: { osid: "12", rot: "0" } };
