import { describe, expect, it } from "vitest";
import { OPERATION_KINDS, rulesOf } from "../operations/command-rules";
import { ask, callsOf, EVERY_COMMAND } from "./testing/every-command";
import { ended, endedAtLimit, hostOfAnn, useSimulatedHosts } from "./testing/on-simulator";

const { simulator } = useSimulatedHosts({ OPERATION_RESTART_SETTLE_SECONDS: "0.5" });

/** At this pace their host shows as running before, after and all the while: their 0 is believed, and nothing else tells. */
const UNSEEN: readonly string[] = ["restart", "force-restart"];

it("each command of a customer has its row, but those of the console", () => {
  const kinds = OPERATION_KINDS.filter((kind) => !["console", "provider"].includes(rulesOf(kind).group));
  expect(EVERY_COMMAND.map(({ kind }) => kind).toSorted()).toEqual(kinds.toSorted());
});

describe.each(EVERY_COMMAND)("$kind", (command) => {
  const { kind, host, action } = command;
  const perform = () => ask(command);
  const calls = async () => {
    const { calls: all } = await simulator().control.journal({ action });
    return all.filter(({ params }) => params.subvaction === command.sends.subvaction);
  };
  const strike = (fault: "reset" | "refuse" | "nothing-happened", when?: "before" | "after") =>
    simulator().control.addFault({ kind: fault, when, match: callsOf(command), text: "not now 77" });

  it("is sent once, with exactly these parameters, and is done when the master shows it", async () => {
    const result = await perform();
    expect(result).toMatchObject({ ok: true, operation: { kind, outcome: "open" } });
    expect((await ended(result)).outcome).toBe("done");
    expect((await calls()).map(({ params }) => params)).toEqual([command.sends]);
  });

  it("that the master refuses is told in its own words, and not sent again", async () => {
    await strike("refuse", "before");
    expect(await perform()).toMatchObject({
      ok: false,
      code: "refused",
      operation: { outcome: "refused", refusal: "not now 77" },
    });
    expect(await calls()).toHaveLength(1);
  });

  it("is not sent while the master doesn't tell whose the host is", async () => {
    const owned = await hostOfAnn(host);
    await simulator().control.addFault({ kind: "reset", match: { action: "hyper" } });
    expect(await ask(command, owned)).toMatchObject({
      ok: false,
      code: "master-down",
      operation: { outcome: "not-sent" },
    });
    expect(await calls()).toEqual([]);
  });

  it("whose answer was lost after the work is found to be done, and is not sent again", async () => {
    await strike("reset", "after");
    const result = await perform();
    expect(result).toMatchObject({ ok: true, operation: { outcome: "checking" } });
    const row = await (UNSEEN.includes(kind) ? endedAtLimit(result) : ended(result));
    expect(row.outcome).toBe(UNSEEN.includes(kind) ? "unconfirmed" : "done");
    expect(await calls()).toHaveLength(1);
  });

  it("whose answer was lost before the work is unconfirmed, never done, and the host is free again", async () => {
    await strike("reset", "before");
    expect((await endedAtLimit(await perform())).outcome).toBe("unconfirmed");
    expect(await calls()).toHaveLength(1);
    await simulator().control.removeFaults();
    expect((await ended(await perform())).outcome).toBe("done");
  });

  it.skipIf(UNSEEN.includes(kind))("that is answered with 0 and never happens is unconfirmed", async () => {
    await strike("nothing-happened");
    expect((await endedAtLimit(await perform())).outcome).toBe("unconfirmed");
  });

  it("makes one call for each of 20 forms at once that was taken; who comes meanwhile is told which one goes", async () => {
    await simulator().control.addFault({
      ...{ kind: "delay", delayMs: 300, when: "before" },
      match: callsOf(command),
    });
    const results = await Promise.all(Array.from({ length: 20 }, perform));
    const taken = results.filter(({ ok }) => ok);
    for (const one of taken) await ended(one);
    const { effects } = await simulator().control.journal({ vmid: host });
    expect(effects).toHaveLength(taken.length);
    expect(await calls()).toHaveLength(taken.length);
    const busy = results.find((one) => !one.ok && one.code === "busy");
    expect(taken.map(({ operation }) => operation?.id)).toContain(busy?.operation?.id);
  });
});
