import { beforeEach, expect, it } from "vitest";
import { setupTaskOf } from "./setup-task";
import { hostOfAnn, useSimulatedHosts } from "./testing/on-simulator";

const { simulator } = useSimulatedHosts();
beforeEach(() => simulator().control.removeFaults());

const say = (body: string) =>
  simulator().control.addFault({ kind: "body", body, match: { action: "vm_state" } });

it("tells how far a set-up is, in the master's words", async () => {
  const owned = await hostOfAnn("101");
  await say('setup|{"tasktype":"1","taskstep":"1","taskstatus":"1","taskmsg":"copying the system 40%"}');
  expect(await setupTaskOf(owned)).toEqual({
    state: "setting-up",
    status: "1",
    message: "copying the system 40%",
  });
});

it("tells why a set-up failed, and nothing that a customer can't read", async () => {
  const owned = await hostOfAnn("101");
  await say('setupfailed|{"taskmsg":"the image is damaged"}');
  expect(await setupTaskOf(owned)).toEqual({
    state: "setup-failed",
    status: null,
    message: "the image is damaged",
  });
  await simulator().control.removeFaults();
  await say('setupfailed|{"taskmsg":"System.IO.Exception at C:\\\\vm\\\\a.vhdx"}');
  expect(await setupTaskOf(owned)).toMatchObject({ state: "setup-failed", message: null });
});

it("tells nothing of a host that is neither set up nor failed", async () => {
  expect(await setupTaskOf(await hostOfAnn("101"))).toBeNull();
});
