import { describe, expect, it } from "vitest";
import { ann } from "../testing/ann";
import { ended, endedAtLimit, hostOfAnn, useSimulatedHosts } from "../testing/on-simulator";
import { ejectMedium, mountMedium } from "./media-commands";
import { findMedia } from "./media-view";
import { mediaViewOf } from "./show-media";

const { simulator } = useSimulatedHosts();

/** Nothing in the drive; medium 33 in the drive. */
const [EMPTY, HOLDS] = ["101", "103"];

const mount = async (medium: string, id = EMPTY) =>
  mountMedium.run(await hostOfAnn(id), { medium }, crypto.randomUUID(), ann);
const eject = async (id = HOLDS) => ejectMedium.run(await hostOfAnn(id), {}, crypto.randomUUID(), ann);
const commands = async () =>
  (await simulator().control.journal()).calls.filter(
    ({ action, params }) => action === "vm_cd_manage" && params.subvaction === "change",
  );
describe("a read before the command that the master refuses", () => {
  it("gives the person the master's own words, and sends nothing", async () => {
    await simulator().control.addFault({
      kind: "refuse",
      match: { action: "vm_cd_manage", params: { subvaction: "list" } },
      text: "the node is in maintenance",
    });
    expect(await mount("31")).toMatchObject({
      ok: false,
      code: "refused",
      operation: {
        outcome: "not-sent",
        notSentCause: "lookup-refused",
        refusal: "the node is in maintenance",
      },
    });
    expect(await commands()).toEqual([]);
  });
});

describe("the drive", () => {
  it("takes and ejects a medium, as the host's own row shows", async () => {
    const result = await mount("31");
    expect(result).toMatchObject({
      ok: true,
      operation: { kind: "mount-medium", subject: expect.any(String) },
    });
    expect(await ended(result)).toMatchObject({ outcome: "done", evidence: { medium: "31" } });
    expect((await mediaViewOf(await hostOfAnn(EMPTY))).drive).toEqual({ id: "31" });
    expect((await ended(await eject(EMPTY))).outcome).toBe("done");
    expect((await mediaViewOf(await hostOfAnn(EMPTY))).drive).toBe("nothing");
    expect((await commands()).map(({ params }) => params)).toMatchObject([
      { vmid: EMPTY, cdid: "31" },
      { vmid: EMPTY, cdid: "-1" },
    ]);
  });

  it("refuses to mount what it holds already, and to eject nothing", async () => {
    expect(await mount("33", HOLDS)).toMatchObject({ code: "not-possible", reason: "already-mounted" });
    expect(await eject(EMPTY)).toMatchObject({ code: "not-possible", reason: "nothing-mounted" });
    expect(await commands()).toEqual([]);
  });

  it("refuses a medium that isn't listed for this host", async () => {
    const obliging = { kind: "body", body: "0", match: { params: { subvaction: "change" } } } as const;
    const others = {
      kind: "body",
      match: { action: "vm_cd_manage", params: { subvaction: "list" } },
    } as const;
    await simulator().control.addFault(obliging);
    // 33 is another node's; 11 is no medium; -1 would eject.
    const FOREIGN = ["33", "11", "-1", "0", "", "031", "31 ", "999"];
    for (const medium of FOREIGN) {
      expect(await mount(medium)).toEqual({ ok: false, code: "not-found" });
    }
    const rows = [{ id: "31" }, { id: "33", vmid: "103" }, { id: "-1" }, { id: "0" }];
    await simulator().control.addFault({ ...others, body: JSON.stringify(rows) });
    for (const medium of FOREIGN) {
      expect(await mount(medium)).toEqual({ ok: false, code: "not-found" });
    }
    expect(await commands()).toEqual([]);
  });

  it("finds out what happened in spite of a refusal", async () => {
    await simulator().control.addFault({
      kind: "effect-but-refused",
      match: { action: "vm_cd_manage", params: { subvaction: "change" } },
    });
    expect((await ended(await mount("31"))).outcome).toBe("done");
  });

  it("is unconfirmed, at once, where the master's rows don't tell what is in it", async () => {
    await simulator().control.addFault({
      kind: "drop-columns",
      columns: ["cdid"],
      match: { action: "hyper" },
    });
    expect(await ended(await mount("31"))).toMatchObject({
      outcome: "unconfirmed",
      evidence: { why: "rows-without-medium" },
    });
    expect((await mediaViewOf(await hostOfAnn(EMPTY))).drive).toBeNull();
    expect((await endedAtLimit(await eject(EMPTY))).outcome).toBe("unconfirmed");
  });

  it("is left alone while the list of media can't be read, which isn't an empty list", async () => {
    await simulator().control.addFault({
      kind: "http-status",
      status: 500,
      match: { action: "vm_cd_manage" },
    });
    expect(await mount("31")).toMatchObject({ code: "master-down", operation: { outcome: "not-sent" } });
    expect((await mediaViewOf(await hostOfAnn(EMPTY))).media).toEqual({
      ok: false,
      problem: { kind: "no-answer" },
    });
    expect(await commands()).toEqual([]);
  });
});

describe("finding a medium", () => {
  const media = [
    { id: "1", name: "Debian 12 netinst" },
    { id: "2", name: "Windows PE" },
    { id: "7", name: null },
  ];
  it("matches every word, in any case and order", () => {
    expect(findMedia(media, " NETinst deb").map(({ id }) => id)).toEqual(["1"]);
    expect(findMedia(media, "7").map(({ id }) => id)).toEqual(["7"]);
    expect(findMedia(media, "")).toHaveLength(3);
    expect(findMedia(media, "deb pe")).toEqual([]);
  });
});
