import { type SimHost, stateWord } from "../fleet/host";
import type { Master } from "../master";
import { Refusal, type RefusalCode } from "../wire/refusals";

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
  if (code) throw new Refusal(code);
}

/** Not blocked, and nothing else under way. */
export function refuseUnlessFree(master: Master, host: SimHost): void {
  refuseBlocked(host);
  if (master.isBusy(host)) throw new Refusal("busy");
}

export function refuseUnlessRunning(master: Master, host: SimHost): void {
  refuseBlocked(host);
  if (host.power !== "running") throw new Refusal("notRunning");
  if (master.isBusy(host)) throw new Refusal("busy");
}
