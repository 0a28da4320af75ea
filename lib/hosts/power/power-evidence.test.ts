import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { POWER_KINDS, type PowerKind, powerRulesOf } from "@/lib/operations/command-rules";
import { HOST_STATES, type HostState } from "@/lib/operations/host-states";
import { readPower } from "./power-commands";

const SETTLE_MS = 60_000;
const T0 = new Date("2026-01-01T00:00:00Z");
const after = (ms: number) => new Date(T0.getTime() + ms);

/** Shows these states one second apart; the second at which it counts as done, or null. */
function watch(kind: PowerKind, acceptedAt: Date | null, states: HostState[]): number | null {
  let wasOff = false;
  for (const [second, state] of states.entries()) {
    const seen = readPower({ kind, acceptedAt }, state, wasOff, after(second * 1000), SETTLE_MS);
    if (seen.done) {
      return second;
    }
    wasOff = seen.wasOff;
  }
  return null;
}

describe("reading a power operation back", () => {
  it("start is done when it runs, stop when it is off", () => {
    expect(watch("start", T0, ["off", "off", "running"])).toBe(2);
    expect(watch("stop", null, ["running", "off"])).toBe(1);
    expect(watch("force-stop", T0, ["paused", "off"])).toBe(1);
  });

  it("restart is done when it was off and runs again, answered or not", () => {
    for (const acceptedAt of [T0, null]) {
      expect(watch("restart", acceptedAt, ["running", "off", "running"])).toBe(2);
    }
  });

  it("restart that was never seen off is done when it runs 60 s after the master's 0", () => {
    const runs = Array.from({ length: 100 }, (): HostState => "running");
    expect(watch("force-restart", T0, runs)).toBe(60);
    expect(watch("restart", null, runs)).toBeNull();
  });

  it("says done of nothing but a state that shows it, whatever comes before", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...POWER_KINDS),
        fc.array(fc.constantFrom(...HOST_STATES), { maxLength: 80 }),
        fc.boolean(),
        (kind, states, accepted) => {
          const at = watch(kind, accepted ? T0 : null, states);
          if (at === null) {
            return;
          }
          const on = (state: HostState | undefined) => state === "running" || state === "over-traffic";
          const last = states[at];
          const { to } = powerRulesOf(kind);
          if (to === "running" || to === "running-again") {
            expect(on(last)).toBe(true);
          } else {
            expect(last).toBe(to);
          }
          if (to === "running-again") {
            expect(states.slice(0, at).includes("off") || (accepted && at >= 60)).toBe(true);
          }
        },
      ),
    );
  });
});
