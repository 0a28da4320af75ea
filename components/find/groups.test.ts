import { describe, expect, it } from "vitest";
import type { FoundHost, FoundView } from "@/lib/find/find-view";
import type { HostView } from "@/lib/hosts/host-view";
import { aHost, anOperation } from "../hosts/testing";
import { type Asker, type Group, groupsOf, HOST_ACTIONS, type HostAction, idOf } from "./groups";
import { hostPagesFor, hrefOf, pagesFor } from "./pages";
import { type Nameable, namedIn } from "./read-query";

const WORDS: Nameable<string>[] = [
  { thing: "stop", name: "Stop" },
  { thing: "restart", name: "Restart" },
  { thing: "force-stop", name: "Force stop" },
  { thing: "snapshot", name: "创建快照" },
  { thing: "重启", name: "重启" },
  { thing: "强制重启", name: "强制重启" },
];
const named = (query: string, words = WORDS.slice(0, 3)) =>
  namedIn(query, words).map(({ thing, rest }) => `${thing}: ${rest.join(" ")}`);

describe("what a query names", () => {
  it("reads a name whole or begun, before or behind a host, whatever the case", () => {
    expect(named("Restart web01")).toEqual(["restart: web01"]);
    expect(named("web01 REST")).toEqual(["restart: web01"]);
    expect(named("res")).toEqual(["restart: "]);
    expect(named("web01")).toEqual([]);
  });

  it("takes the name that leaves the least over, and of several the whole one first", () => {
    expect(named("force stop web01")).toEqual(["force-stop: web01"]);
    expect(named("stop web01")).toEqual(["stop: web01", "force-stop: web01"]);
  });

  it("takes no single letter for a name", () => {
    expect(named("r")).toEqual([]);
    expect(named("stop r")).toEqual(["stop: r", "force-stop: r"]);
  });

  it("reads Chinese that stands beside a host's name without a space", () => {
    const chinese = WORDS.slice(3);
    expect(named("重启web01", chinese)).toEqual(["重启: web01", "强制重启: web01"]);
    expect(named("web01快照", chinese)).toEqual(["snapshot: web01"]);
    expect(named("强制重启 web01", chinese)).toEqual(["强制重启: web01"]);
  });
});

const CUSTOMER: Asker = { role: "customer", guestOnly: false, consoles: true, readOnly: false };
const found = (view: HostView): FoundHost => ({
  id: view.id,
  name: view.name,
  state: view.state,
  facts: [],
  view,
});
const web = found(aHost({ id: "101", name: "web01" }));
const off = found(aHost({ id: "102", name: "web02", state: "off" }));
const NOTHING: FoundView = {
  ...{ hosts: [], hostCount: 0, targets: [], customers: [], operations: [], masterDown: false },
};

const groups = (
  of: Partial<FoundView>,
  more: Partial<Parameters<typeof groupsOf>[0]> = {},
  asker = CUSTOMER,
) =>
  groupsOf(
    {
      query: "x",
      found: { ...NOTHING, ...of },
      named: { actions: [], hostPages: [], pages: [] },
      pages: pagesFor(asker),
      recent: [],
      mappings: [],
      chosen: null,
      ...more,
    },
    asker,
  );
const ids = (all: Group[]) => all.map(({ name, items }) => [name, ...items.map(idOf)].join(" "));
const act = (...actions: HostAction[]) => ({
  named: { actions: actions.map((thing) => ({ thing, rest: [] })), hostPages: [], pages: [] },
});

describe("what is shown for it", () => {
  it("shows under the hosts what can be done with the first, and with the one that was chosen", () => {
    const [hosts, actions] = ids(groups({ hosts: [web, off] }));
    expect(hosts).toBe("hosts host-101 host-102");
    expect(actions).toMatch(/^actionsOn open-console-101 restart-101 stop-101 (.* )?create-snapshot-101$/);
    expect(ids(groups({ hosts: [web, off] }, { chosen: "102" }))[1]).toBe(
      "actionsOn start-102 create-snapshot-102",
    );
  });

  it("shows none of the first under a customer, who was meant before it, until a host is chosen", () => {
    const customers = [{ userId: "10001", name: "Northwind Ltd", email: null, hosts: 2 }];
    const names = (chosen: string | null) =>
      groups({ customers, hosts: [web, off] }, { chosen }).map(({ name }) => name);
    expect(names(null)).toEqual(["customers", "ofCustomer", "hosts"]);
    expect(names("102")).toEqual(["customers", "ofCustomer", "hosts", "actionsOn"]);
  });

  it("offers a named action for each host that is meant, and says why one can't be done now", () => {
    const [actions] = groups({ targets: [web, off] }, act("restart"));
    expect(actions?.items).toMatchObject([
      { what: "deed", action: "restart", blocked: null },
      { what: "deed", action: "restart", blocked: "not-running" },
    ]);
    const going = found(aHost({ operation: anOperation({ kind: "restart" }) }));
    expect(groups({ targets: [going] }, act("stop"))[0]?.items).toMatchObject([
      { blocked: "operation-in-progress" },
    ]);
    expect(groups({ targets: [web], masterDown: true }, act("restart"))[0]?.items).toMatchObject([
      { blocked: "master-down" },
    ]);
  });

  it("offers to restart each host before it offers to force one", () => {
    const other = found(aHost({ id: "103", name: "db01" }));
    expect(ids(groups({ targets: [web, other] }, act("restart", "force-restart")))).toEqual([
      "actions restart-101 restart-103 force-restart-101 force-restart-103",
    ]);
  });

  it("offers nothing to who only looks but says so, and no console where there is none", () => {
    const looking = { ...CUSTOMER, readOnly: true };
    for (const action of HOST_ACTIONS.filter((one) => one !== "copy-address" && one !== "start")) {
      expect(groups({ targets: [web] }, act(action), looking)[0]?.items, action).toMatchObject([
        { blocked: "read-only" },
      ]);
    }
    expect(ids(groups({ hosts: [web] }, {}, looking))).toEqual(["hosts host-101"]);
    expect(groups({ targets: [web] }, act("open-console"), { ...CUSTOMER, consoles: false })).toEqual([]);
  });

  it("offers nothing on a host that is nobody's or listed twice", () => {
    const nobodys = { ...web, view: null };
    expect(groups({ targets: [nobodys] }, act("restart"))).toEqual([]);
    expect(ids(groups({ hosts: [nobodys] }))).toEqual(["hosts host-101"]);
  });

  it("begins with what was opened last, as far as it was found again", () => {
    const recent = [
      "/hosts/102/monitor",
      "/account",
      "/hosts/102",
      "/hosts/999",
      "/hosts/101",
      "/admin/customers/%",
    ];
    expect(ids(groups({ hosts: [web, off] }, { query: "", recent }))).toEqual([
      "recent host-102 host-101",
      "actionsOn start-102 create-snapshot-102",
      "pages page-hosts page-activity page-account page-secondFactor page-notifications",
    ]);
  });

  it("leads each role to its own pages alone", () => {
    const pages = (role: Asker["role"], guestOnly = false) => pagesFor({ role, guestOnly });
    expect(pages("customer", true)).not.toContain("traffic");
    expect(pages("customer")).toEqual([
      ...["hosts", "activity", "account"],
      ...["secondFactor", "notifications", "notificationSettings", "traffic", "tokens", "developers"],
    ]);
    expect(pages("support")).not.toEqual(expect.arrayContaining(["createHost"]));
    expect(pages("support")).not.toContain("staff");
    expect(pages("support")).toContain("developers");
    expect(hrefOf({ what: "page", page: "developers" }, "support")).toBe("/developers");
    expect(pages("admin")).toEqual(expect.arrayContaining(["staff", "createHost", "newCustomer", "tasks"]));
    expect(hostPagesFor("customer")).toContain("snapshots");
    expect(hostPagesFor("support")).toEqual(["overview"]);
    expect(hostPagesFor("admin")).toContain("limits");
  });
});
