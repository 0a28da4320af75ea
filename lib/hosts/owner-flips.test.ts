import { afterEach, expect, it, vi } from "vitest";
import type { ActionResult } from "../action-result";
import { master } from "../master";
import { readOperation } from "../operations/read-ledger";
import { endConsole } from "./console/end-console";
import { openConsole } from "./console/open-console";
import type { OwnedHost } from "./owned-host";
import { powerCommands } from "./power/power-commands";
import { ann } from "./testing/ann";
import { ask, EVERY_COMMAND } from "./testing/every-command";
import { hostOfAnn, operationsOf, useSimulatedHosts } from "./testing/on-simulator";

const { simulator } = useSimulatedHosts({ CONSOLE_HOSTS: "198.51.100.2" });
const ID = "101";

afterEach(() => {
  vi.restoreAllMocks();
});

const key = () => crypto.randomUUID();
const effects = async () => (await simulator().control.journal()).effects.map(({ kind }) => kind);

async function nothingWasSent(before: string[], id: string = ID): Promise<void> {
  const [row] = (await operationsOf(id)).slice(-1);
  expect(await readOperation(row?.id ?? "")).toMatchObject({
    outcome: "not-sent",
    notSentCause: "not-yours",
  });
  expect(await effects()).toEqual(before);
}

/** The host becomes another's once the master has told its owner for the n-th time from now. */
function flipAfterProof(nth: number, id: string = ID): { proofs: () => number } {
  const real = master().readHost.bind(master());
  let proofs = 0;
  vi.spyOn(master(), "readHost").mockImplementation(async (...args) => {
    const told = await real(...args);
    proofs += 1;
    if (proofs === nth) {
      await simulator().control.setHost(id, { userid: "10002" });
    }
    return told;
  });
  return { proofs: () => proofs };
}

const COMMANDS: [string, string, (owned: OwnedHost) => Promise<ActionResult>][] = [
  ...EVERY_COMMAND.map((one): (typeof COMMANDS)[number] => [one.kind, one.host, (owned) => ask(one, owned)]),
  ["open-console", ID, (owned) => openConsole.run(owned, {}, key(), ann)],
  ["end-console", ID, (owned) => endConsole.run(owned, {}, key(), ann)],
];

it.each(COMMANDS)("%s is not sent to a host that moved after its first owner check", async (_, id, press) => {
  const owned = await hostOfAnn(id);
  const before = await effects();
  const { proofs } = flipAfterProof(1, id);
  expect(await press(owned)).toMatchObject({ ok: false, code: "not-found" });
  expect(proofs()).toBe(2);
  await nothingWasSent(before, id);
});

it("a host that moves while its command waits for the call budget gets no command", async () => {
  const owned = await hostOfAnn(ID);
  const before = await effects();
  const real = master().power.bind(master());
  // The command asks its last question only after its own waiting.
  vi.spyOn(master(), "power").mockImplementation(async (vmId, verb, options) => {
    await simulator().control.setHost(ID, { userid: "10002" });
    return real(vmId, verb, options);
  });
  expect(await powerCommands.stop.run(owned, {}, key(), ann)).toMatchObject({ ok: false, code: "not-found" });
  await nothingWasSent(before);
  const [row] = (await operationsOf(ID)).slice(-1);
  expect(row?.sentAt).toBeNull();
});
