import { type SimHost, stateWord } from "../fleet/host";
import type { Master } from "../master";
import { type RefusalCode, SimRefusal } from "../wire/refusals";

const BLOCKED: Record<string, RefusalCode> = {
  locked: "locked",
  overdue: "overdue",
  overbw: "overbw",
  setup: "setup",
  setupfailed: "setupfailed",
};

/** Which states refuse what is a guess all through: the vendor says nothing of it. */
export function refuseBlocked(host: SimHost): void {
  const code = BLOCKED[stateWord(host)];
  if (code) throw new SimRefusal(code);
}

/** Not blocked, and nothing else under way. */
export function refuseUnlessFree(master: Master, host: SimHost): void {
  refuseBlocked(host);
  if (master.isBusy(host)) throw new SimRefusal("busy");
}

export function refuseUnlessRunning(master: Master, host: SimHost): void {
  refuseBlocked(host);
  if (host.power !== "running") throw new SimRefusal("notRunning");
  if (master.isBusy(host)) throw new SimRefusal("busy");
}
