import { describe, expect, it, vi } from "vitest";
import type { Viewer } from "../accounts/sessions/viewer";
import { pool } from "../db/connection";
import { activityMark } from "../hosts/activity/activity-mark";
import { openHost } from "../hosts/owned-host";
import type { OperationKind } from "../operations/command-rules";
import { openOperation, settle } from "../operations/ledger";
import { intent, newTenancy } from "../operations/testing";
import type { VmId } from "../rstack/ids";
import { watchedHosts } from "./poll-host";
import { ALSO_MINE, MINE, THEIRS, useLiveWorld, user } from "./world-testing";

const { signIn, signInSupport, openTab } = useLiveWorld();

describe("the stream of a list of operations", () => {
  const watch = (viewer: Viewer, open: VmId | null) => openTab(viewer, { open, activity: true });
  const ask = async (vmId: VmId, tenancyId: string, kind: OperationKind = "start") =>
    (await openOperation(intent(tenancyId, vmId, kind, crypto.randomUUID()))).row.id;

  it("tells another mark when one of this customer's begins and ends, and nothing of another's", async () => {
    const viewer = await signIn();
    const tab = watch(viewer, null);
    const owner = user("10001");
    const { own, host } = await tab.next("activity");
    expect([own, host]).toEqual([await activityMark({ owner }), null]);
    const [theirs, mine] = [
      await newTenancy(THEIRS, "10002"),
      (await openHost(viewer, MINE))?.tenancyId ?? "",
    ];
    await settle(await ask(THEIRS, theirs), { outcome: "refused" });
    const id = await ask(MINE, mine);
    await tab.next("activity", (told) => told.own !== own);
    await settle(id, { outcome: "refused" });
    const last = await activityMark({ owner });
    await tab.next("activity", (told) => told.own === last);
    const marks = tab.seen.filter(({ event }) => event === "activity");
    expect(marks).toHaveLength(3);
    expect(watchedHosts()).toEqual([]);
  });

  it("tells of an open host's own list, of a console in it too, which the host itself says nothing of", async () => {
    const viewer = await signIn();
    const [mine, other] = [await openHost(viewer, MINE), await openHost(viewer, ALSO_MINE)];
    const scope = { tenancyId: mine?.tenancyId ?? "" };
    const tab = watch(viewer, MINE);
    const { host } = await tab.next("activity");
    expect(host).toBe(await activityMark(scope));
    await settle(await ask(ALSO_MINE, other?.tenancyId ?? ""), { outcome: "refused" });
    const id = await ask(MINE, scope.tenancyId, "open-console");
    await tab.next("activity", (told) => told.host !== host);
    await settle(id, { outcome: "done" });
    const last = await activityMark(scope);
    await tab.next("activity", (told) => told.host === last);
    const told = tab.seen.flatMap((one) => (one.event === "activity" ? [one.data.host] : []));
    // As it was, the console asked for, the console open: the other host's came between and made no difference.
    expect(new Set(told).size).toBe(3);
    const kinds = tab.seen.flatMap((one) => (one.event === "host" ? [one.data.operation?.kind] : []));
    expect(kinds).not.toContain("open-console");
  });

  it("asks whose an operation is for all streams that hear of it, not for each", async () => {
    const viewers = [await signIn(), await signIn(), await signIn(), await signIn()];
    const owned = await openHost(viewers[0] as Viewer, MINE);
    const tabs = viewers.map((viewer) => watch(viewer, null));
    const first = await Promise.all(tabs.map((tab) => tab.next("activity")));
    const asked = vi.spyOn(pool(), "query");
    await ask(MINE, owned?.tenancyId ?? "");
    await Promise.all(tabs.map((tab, at) => tab.next("activity", ({ own }) => own !== first[at]?.own)));
    const whose = /from "operations" inner join "tenancies".* where .*"operations"."id" = \$1/;
    const texts = asked.mock.calls.map(([query]) => JSON.stringify(query).replaceAll('\\"', '"'));
    // One for the first that asked, and one for all who asked while that was under way.
    expect(texts.filter((text) => whose.test(text)).length).toBeLessThanOrEqual(2);
    asked.mockRestore();
  });

  it("tells staff, who have no list of their own, of the host before them, and nobody of another's", async () => {
    const staff = await signInSupport();
    const owned = await openHost(staff, THEIRS);
    if (!owned) throw new Error("staff see no host");
    const mark = await activityMark({ tenancyId: owned.tenancyId });
    expect(await watch(staff, THEIRS).next("activity")).toEqual({ own: null, host: mark });
    expect(await watch(await signIn(), THEIRS).next("activity")).toMatchObject({ host: null });
  });
});
