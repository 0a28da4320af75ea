import { describe, expect, it } from "vitest";
import type { HostState } from "@/lib/operations/host-states";
import type { Span } from "../find-gaps";
import {
  causesOf,
  type DowntimeEvidence,
  type Look,
  type PowerChange,
  type Recorded,
  silencesOf,
} from "./causes";

const NOTHING: DowntimeEvidence = { looks: [], commands: [], maintenance: [], silences: [] };
/** Minutes since the test's midnight, as seconds. */
const at = (minutes: number) => minutes * 60;
const span = (from: number, to: number): Span => [at(from), at(to)];
const look = (state: HostState, from: number, until: number): Look => ({
  ...{ state, at: at(from), until: at(until) },
});
const command = (
  turns: PowerChange["turns"],
  sent: number,
  by: PowerChange["by"] = "customer",
  more: Partial<PowerChange> = {},
): PowerChange => ({ by, turns, sentAt: at(sent), endedAt: at(sent + 1), isDone: true, ...more });

/** "from-to cause" in minutes. */
const told = (gap: Span | Span[], evidence: Partial<DowntimeEvidence>) =>
  causesOf((Array.isArray(gap[0]) ? gap : [gap]) as Span[], { ...NOTHING, ...evidence }).map(
    ({ from, to, cause }) => `${from / 60}-${to / 60} ${cause}`,
  );

describe("minutes without samples", () => {
  it.each(["customer", "schedule", "support"] as const)("are the %s's that turned the host off", (by) => {
    expect(told(span(100, 160), { commands: [command("off", 100, by)] })).toEqual([`100-160 ${by}`]);
  });

  it("are whoever's began it, also where the answer to the command never came or was a refusal", () => {
    const lost = command("off", 100, "customer", { endedAt: null, isDone: false });
    expect(told(span(101, 160), { commands: [lost] })).toEqual(["101-160 customer"]);
  });

  it("are nobody's whose command was long before or came after", () => {
    const looks = [look("running", 0, 98), look("off", 101, 158), look("running", 161, 200)];
    const commands = [command("off", 20), command("off", 190, "support")];
    expect(told(span(100, 160), { looks, commands })).toEqual(["100-160 unknown"]);
  });

  it("are the customer's also where the look that says so was asked before the command, and answered after", () => {
    const looks = [look("running", 0, 99), look("off", 99.9, 158)];
    expect(told(span(99.5, 160), { looks, commands: [command("off", 100)] })).toEqual(["99.5-160 customer"]);
  });

  it("are the customer's also where the system took its time to stop, and was seen to run meanwhile", () => {
    const looks = [look("running", 0, 101), look("off", 101.2, 158), look("running", 161, 170)];
    const commands = [command("off", 100, "customer", { endedAt: at(101.2) })];
    expect(told(span(99.5, 160), { looks, commands }).at(-1)).toMatch(/-160 customer$/);
    // It did not listen, and much later somebody else turned it off.
    const deaf = [command("off", 60, "customer", { endedAt: at(65), isDone: false })];
    expect(told(span(99.5, 160), { looks, commands: deaf })).toEqual(["99.5-160 unknown"]);
  });

  it("stay the customer's while support works on a host that is off", () => {
    const looks = [look("running", 0, 98), look("off", 101, 158)];
    const commands = [command("off", 99), command("off", 130, "support")];
    expect(told(span(100, 160), { looks, commands })).toEqual(["100-160 customer"]);
    expect(told(span(100, 160), { looks, commands: commands.slice(1) })).toEqual(["100-160 unknown"]);
  });

  it("are the suspension's or the traffic's in those states, up to the next look that says that it runs", () => {
    const looks = [look("running", 0, 98), look("suspended", 103, 150), look("off", 152, 170)];
    expect(told(span(100, 180), { looks })).toEqual(["100-180 suspension"]);
    const traffic = [look("running", 0, 98), look("out-of-traffic", 103, 150), look("running", 152, 170)];
    expect(told(span(100, 151), { looks: traffic })).toEqual(["100-151 traffic"]);
  });

  it("are the customer's again where a host that they stopped was suspended meanwhile", () => {
    const looks = [look("off", 101, 119), look("suspended", 120, 150), look("off", 151, 200)];
    expect(told(span(100, 200), { looks, commands: [command("off", 99)] })).toEqual([
      ...["100-120 customer", "120-151 suspension", "151-200 customer"],
    ]);
  });

  it("are the maintenance's that was announced, where the host stopped within it and by nobody's command", () => {
    const maintenance = [span(90, 150)];
    expect(told(span(100, 140), { maintenance })).toEqual(["100-140 maintenance"]);
    expect(told(span(100, 140), { maintenance, commands: [command("off", 99)] })).toEqual([
      "100-140 customer",
    ]);
    const looks = [look("running", 0, 48), look("off", 51, 140)];
    expect(told(span(50, 140), { maintenance, looks })).toEqual(["50-140 unknown"]);
  });

  it("of a restart end with it: what follows without samples is another matter", () => {
    const commands = [command("back", 100)];
    expect(told(span(100, 160), { commands })).toEqual(["100-106 customer", "106-160 unclear"]);
    const stopped = [...commands, command("off", 103, "support")];
    expect(told(span(100, 160), { commands: stopped })).toEqual(["100-160 customer"]);
  });

  it("are RStack's silence where nothing says that the host was off, and unclear where it is alone", () => {
    expect(told(span(100, 160), { silences: [span(100, 130)] })).toEqual([
      ...["100-130 silence", "130-160 unclear"],
    ]);
    const looks = [look("running", 0, 200)];
    expect(told(span(100, 160), { looks })).toEqual(["100-160 unclear"]);
    const commands = [command("off", 120)];
    expect(told(span(100, 160), { commands, silences: [span(100, 160)] })).toEqual([
      ...["100-120 silence", "120-160 customer"],
    ]);
  });

  it("leave out a host's first set-up, but not a reinstall", () => {
    const looks = [look("setting-up", 100, 119), look("running", 120, 200)];
    expect(told(span(100, 118), { looks })).toEqual([]);
    expect(told(span(100, 118), { looks, commands: [command("off", 99)] })).toEqual(["100-118 customer"]);
  });

  it("are one stretch over midnight", () => {
    const commands = [command("off", 1_400)];
    expect(told([span(1_400, 1_440), span(1_440, 1_500)], { commands })).toEqual(["1400-1500 customer"]);
  });
});

describe("RStack's silence", () => {
  const host = (...gaps: Span[]): Recorded => ({ known: [span(0, 1_440)], gaps });

  it("is told where half of the hosts that had samples miss them from the same minute on", () => {
    const silent = [host(span(100, 130)), host(span(100, 130)), host(span(101, 129)), host()];
    expect(silencesOf(silent)).toEqual([[at(100), at(130)]]);
    // Those that were off before count for nothing, on either side.
    const off = Array.from({ length: 9 }, () => host(span(50, 900)));
    expect(silencesOf([...silent, ...off])).toHaveLength(1);
  });

  it("is not told of two hosts, of few among many, or of hosts of which nothing was known before", () => {
    expect(silencesOf([host(span(100, 130)), host(span(100, 130))])).toEqual([]);
    const three = Array.from({ length: 3 }, () => host(span(100, 130)));
    expect(silencesOf([...three, ...Array.from({ length: 4 }, () => host())])).toEqual([]);
    expect(silencesOf(Array.from({ length: 5 }, () => host(span(0, 300))))).toEqual([]);
  });
});
