import { readdirSync } from "node:fs";
import path from "node:path";
import { desc, eq, gt } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ALL_KINDS, KINDS } from "@/e2e/outcomes/support/kinds";
import { accountNamed } from "@/lib/accounts/account-admin";
import { createAccount } from "@/lib/accounts/create-account";
import { linkCustomer, switchCustomer, unlinkCustomer } from "@/lib/accounts/linked/linked-customers";
import { KINDS_OF_ROLE } from "@/lib/accounts/rights";
import { notePresence } from "@/lib/accounts/second-factor/proof";
import { endSession } from "@/lib/accounts/sessions/end-sessions";
import { createSession, proveSession } from "@/lib/accounts/sessions/sessions";
import { drawnForOf } from "@/lib/accounts/sessions/tab-session";
import type { Role, Viewer } from "@/lib/accounts/sessions/viewer";
import type { ActionResult } from "@/lib/action-result";
import { type ActionKind, type Asks, actionKindOf, asksOf, auditsOf } from "@/lib/actions/action-kind";
import type { PanelAction } from "@/lib/actions/pipeline";
import { newRequest, request, signInAs, viewAs } from "@/lib/actions/testing/fake-request";
import { database } from "@/lib/db/connection";
import { notifications } from "@/lib/db/notification-schema";
import { accounts, sessions, tenancies } from "@/lib/db/schema";
import { guestRights, rateLimits } from "@/lib/db/sign-in-schema";
import { auditEvents, numberHolders } from "@/lib/db/staff-schema";
import { useTestDatabase } from "@/lib/db/testing";
import { HOST_COMMANDS } from "@/lib/hosts/commands";
import { syncOwner } from "@/lib/hosts/mirror/sync-owner";
import { useSimulatedMaster } from "@/lib/hosts/testing/simulated-master";
import { type CustomerKind, rulesOf } from "@/lib/operations/command-rules";
import { parseUserId } from "@/lib/rstack/ids";

/** Every action that is exported anywhere, with a form that is right, as each of those who may not send it. */

vi.mock("next/headers", async () => {
  const { nextHeaders } = await import("@/lib/actions/testing/fake-request");
  return {
    ...nextHeaders,
    cookies: async () => ({ ...(await nextHeaders.cookies()), set: () => {}, delete: () => {} }),
  };
});
vi.mock("next/cache", () => ({ revalidatePath: () => {} }));
vi.mock("next-intl/server", () => ({
  getLocale: async () => "en",
  getTranslations: async () => (key: string) => key,
}));

useTestDatabase();
vi.stubEnv("TRUSTED_PROXIES", "1");
vi.stubEnv("HANDOVER", "on");
const simulator = useSimulatedMaster();

const CUSTOMER = "10001";
const OWN = "101";
const FOREIGN = "201";
const KEY = "0123456789abcdef";
const ID = "11111111-1111-4111-8111-111111111111";

const byStaff = (more: Record<string, string> = {}) => ({ vmid: OWN, formKey: KEY, ...more });
const ofCustomer = (more: Record<string, string> = {}) => ({ userId: CUSTOMER, ...more });
const SCHEDULE_TIME = { clock: "03:00", timeZone: "UTC", day1: "1" };
const NO_CUSTOMER_FIELDS = {
  ...{ username: "", name: "", email: "", phone: "", group: "", serviceCount: "" },
  ...{ isEmailVerified: "", isPhoneVerified: "", reinstallsUsed: "", noReinstallBefore: "" },
};
const ALARM = { kind: "cpu-above", value: "90", minutes: "10", timeZone: "UTC" };
const LINKS = ["support", "order", "pay", ...[0, 1, 2, 3].flatMap((n) => [`en${n}`, `zh${n}`, `href${n}`])];

/** All commands share two actions: one for forms, one for those whose answer only a script may have. */
const COMMAND_ACTIONS = ["command", "scriptCommand"];
const actionFor = (kind: ActionKind, name: string): string =>
  kind === "host" ? (HOST_COMMANDS[name as CustomerKind].byScript ? "scriptCommand" : "command") : name;

/** A form that each takes as it is; commands on a host by their kind, with what the tests of outcomes fill in. */
const FORMS: Partial<Record<ActionKind, Record<string, Record<string, string>>>> = {
  host: Object.fromEntries(
    ALL_KINDS.map((kind) => [
      kind,
      { vmid: OWN, kind, formKey: KEY, ...KINDS[kind].fields?.({ vmid: OWN, host: "web01", has: "1" }) },
    ]),
  ),
  batch: { batch: { vmids: OWN, kind: "start", formKey: KEY } },
  owned: {
    label: { vmid: OWN, name: "mine", note: "" },
    protect: { vmid: OWN, on: "1" },
    rescue: { vmid: OWN, aim: "begin", formKey: KEY },
    offerHandover: { vmid: OWN, email: "bob@example.net", domains: "", agreeData: "1" },
    withdrawHandover: { vmid: OWN },
    saveSnapshotNote: { vmid: OWN, snapshot: "s", note: "" },
    addSchedule: { vmid: OWN, kind: "stop", formKey: KEY, ...SCHEDULE_TIME },
    editSchedule: { vmid: OWN, schedule: ID, ...SCHEDULE_TIME },
    holdSchedule: { vmid: OWN, schedule: ID, paused: "1" },
    dropSchedule: { vmid: OWN, schedule: ID },
    saveAlarm: { vmid: OWN, ...ALARM },
    holdAlarm: { vmid: OWN, alarm: ID, paused: "1" },
    dropAlarm: { vmid: OWN, alarm: ID },
    acknowledgeAlarm: { vmid: OWN, episode: ID },
  },
  customer: {
    changePassword: { current: "x", next: "a much longer secret 7" },
    saveProfile: { name: "Ann" },
    changeEmail: { password: "x", email: "a@example.net" },
    setTimeZone: { timeZone: "" },
    setSingleKeys: { singleKeys: "1" },
    chooseCustomer: { account: ID },
    endSession: { sessionId: ID },
    endOtherSessions: {},
    dismissAnnouncement: { announcement: ID },
    startTotp: {},
    connectProvider: {},
    disconnectProvider: {},
    confirmTotp: { code: "000000" },
    askNewPasskey: {},
    addPasskey: { response: "{}", name: "key" },
    removeTotp: {},
    removePasskey: { passkey: "x" },
    newRecoveryCodes: {},
    setAskAgain: { askAgain: "1" },
    markNotificationsRead: { newest: ID },
    readBell: {},
    saveNotificationChoices: { choices: "1", "bell-traffic": "1" },
    makeWebhook: { url: "https://hooks.example/", "hook-traffic": "1" },
    allowPush: {
      endpoint: "https://push.example/x",
      // The curve's own point.
      p256dh: "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
      auth: "AAAAAAAAAAAAAAAAAAAAAA",
    },
    dropWebhook: { webhook: ID },
    testWebhook: { webhook: ID },
    redeliver: { delivery: ID },
    tagSelected: { vmids: OWN, tag: "prod", on: "1" },
    saveAlarmForAll: ALARM,
    holdAlarmForAll: { alarm: ID, paused: "1" },
    dropAlarmForAll: { alarm: ID },
    createToken: { name: "mine", scope: "read", hosts: "", addresses: "", expiry: "90" },
    revokeToken: { token: ID },
    inviteGuestByMail: { email: "g@example.net", role: "view", hosts: "", until: "" },
    takeInvitationBack: { invitation: ID },
    answerInvitation: { invitation: ID, answer: "accept" },
    endGuest: { right: ID },
    leaveOwner: { right: ID },
    decideApproval: { approval: ID, decision: "declined" },
    acceptHandover: { offer: ID },
    declineHandover: { offer: ID },
  },
  staff: {
    createCustomer: {
      userId: "90001",
      username: "new",
      name: "",
      email: "new@example.net",
      phone: "",
      group: "",
      serviceCount: "",
      remark: "",
      password: "",
    },
    inviteEverybody: {},
    stopInviting: {},
    editCustomerFields: ofCustomer({
      ...{ ...NO_CUSTOMER_FIELDS, username: "ann", group: "10" },
      shown: JSON.stringify({ ...NO_CUSTOMER_FIELDS, email: "before@example.net" }),
    }),
    setCustomerDisabled: ofCustomer({ disabled: "1" }),
    setCustomerPassword: ofCustomer({ password: "0123456789" }),
    changeCustomerNumber: ofCustomer({ newUserId: "90002" }),
    removeCustomer: ofCustomer({ typedName: CUSTOMER, forced: "1" }),
    makePanelAccount: ofCustomer({ username: "second", email: "" }),
    setPanelAccountDisabled: ofCustomer({ accountId: ID, disabled: "1" }),
    endPanelSessions: ofCustomer({ accountId: ID }),
    mailEntryLink: ofCustomer(),
    showEntryLink: ofCustomer(),
    resetSecondFactor: ofCustomer({ accountId: ID }),
    inviteStaff: { username: "sam", displayName: "", email: "sam@example.net", role: "admin" },
    inviteStaffAgain: { accountId: ID },
    setStaffDisabled: { accountId: ID, disabled: "1" },
    endStaffSessions: { accountId: ID },
    stopView: { viewId: ID },
    resetStaffFactors: { accountId: ID },
    connectStaff: { accountId: ID, subject: "sub" },
    disconnectStaff: { accountId: ID },
    createProviderToken: { name: "billing", addresses: "203.0.113.0/24", expiry: "90" },
    revokeProviderToken: { token: ID },
    removeProviderWebhook: { webhook: ID },
    saveLook: { name: "Evil", letters: "", accent: "" },
    savePicture: { picture: "AAAA" },
    savePlan: { plan: "", planName: "S", cpuCores: "1", memoryMb: "1024", portMbit: "100" },
    removePlan: { plan: ID },
    endGuestByStaff: ofCustomer({ right: ID }),
    noteCustomer: ofCustomer({ text: "pays late" }),
    noteHost: { vmid: OWN, text: "loud fan" },
    editNote: { note: ID, text: "pays" },
    dropNote: { note: ID },
    saveRescueDisc: { disc: "34" },
    removePicture: {},
    sendTestMail: { email: "desk@example.net" },
    saveLinks: Object.fromEntries(LINKS.map((name) => [name, ""])),
    makeAnnouncement: { textEn: "a", textZh: "b", tone: "plain", from: "", until: "", zone: "UTC" },
    withdrawAnnouncement: { announcement: ID },
    saveAreaNames: { area0: "1", name0: "Frankfurt" },
    acceptHeldBackList: {},
    resumeOperations: {},
    checkMaster: {},
    readFleetNow: {},
    releaseOperation: { operationId: ID, vmId: OWN, reason: "stuck" },
    setHostStatus: byStaff({ kind: "lock-host" }),
    batchStatus: { vmids: OWN, formKey: KEY, kind: "lock-host" },
    batchTransfer: { vmids: OWN, formKey: KEY, kind: "transfer-host", newOwner: "10002", typedCount: "1" },
    transferHost: byStaff({ newOwner: "10002", typedName: "web01" }),
    removeHost: byStaff({ typedName: "web01", forced: "1" }),
    addAddresses: byStaff({ ipv4Count: "1", ipv6Count: "0", bind: "later" }),
    tieOrder: { orderId: ID, vmId: OWN },
    closeOrder: { orderId: ID },
    createHost: {
      ...{ formKey: KEY, place: "node:1", owner: CUSTOMER, name: "new1", image: "1", password: "" },
      ...{ remotePort: "first", memory: "static", ipv4Kind: "any" },
    },
    editHost: byStaff({ trafficResetAt: "", lastReinstallOn: "", remark: "evil" }),
    limitCpu: byStaff({ percent: "50", hours: "6", reason: "evil" }),
    liftCpuLimit: byStaff(),
    resizeHost: byStaff({ memory: "static", cpuCores: "2" }),
    setAddresses: byStaff({ moreIpv4: "", moreIpv6: "", ipv4: "198.51.100.1" }),
    extendTraffic: byStaff({ moreTrafficGb: "1" }),
    allowDomain: byStaff({ domain: "a.example" }),
    // The last: after it the session looks through the customer's eyes.
    viewAsCustomer: ofCustomer({ reason: "a ticket" }),
  },
};
/** What support may do beside reading. */
const FOR_SUPPORT = [
  ...["viewAsCustomer", "endPanelSessions", "mailEntryLink", "checkMaster", "readFleetNow"],
  ...["noteCustomer", "noteHost", "editNote", "dropNote", "endGuestByStaff"],
];
/** What the panel keeps of a host that is for guests, too: for those who manage it. */
const MANAGERS = [
  ...["rescue", "saveSnapshotNote", "addSchedule", "editSchedule", "holdSchedule", "dropSchedule"],
];
/** Before these everybody is asked again who they are: they open another's account. */
const ASK_EVERYBODY = [
  ...["editCustomerFields", "setCustomerPassword", "showEntryLink", "resetSecondFactor"],
  ...["setStaffDisabled", "resetStaffFactors", "inviteStaff", "inviteStaffAgain"],
  ...["connectStaff", "disconnectStaff"],
  ...["createProviderToken", "setPanelAccountDisabled"],
];
/** Before these, whoever wants so: what they do can't be had back. */
const ASK_WHO_WANTS = [
  ...["transferHost", "batchTransfer", "removeHost", "resizeHost", "setAddresses"],
  ...["removeCustomer", "changeCustomerNumber", "acceptHeldBackList"],
];
/** These leave no row of their own before they are done: why not stands beside each. */
const NO_ROW = {
  owned: [],
  customer: [
    // How the panel looks to this account, or what it hears of.
    ...[
      "setTimeZone",
      "setSingleKeys",
      "chooseCustomer",
      "dismissAnnouncement",
      "markNotificationsRead",
      "saveNotificationChoices",
      "readBell",
    ],
    // A customer's own, which staff have none of; what is approved stands in the ledger.
    ...["saveProfile", "changeEmail", "tagSelected", "decideApproval"],
    ...["saveAlarmForAll", "holdAlarmForAll", "dropAlarmForAll"],
    // Steps that change nothing yet, or ask who it is.
    // Leads to the provider: its answer is what ties, and is written down.
    "connectProvider",
    ...["startTotp", "askNewPasskey", "proveAgain", "askPasskeyAgain", "proveByPasskey"],
    ...["testWebhook", "redeliver", "signOut"],
    // Written once the proof is given, which it names.
    ...["allowChanges", "allowChangesByPasskey"],
  ],
  // In the ledger, host by host; or it only reads.
  staff: [
    ...[
      "setHostStatus",
      "transferHost",
      "removeHost",
      "createHost",
      "addAddresses",
      "limitCpu",
      "liftCpuLimit",
      "editHost",
      "resizeHost",
      "setAddresses",
    ],
    ...["extendTraffic", "batchStatus", "batchTransfer", "checkMaster", "readFleetNow"],
  ],
};
/** What staff may do while they look through a customer's eyes: it is about themselves. */
const IN_A_VIEW = [
  "endView",
  "allowChanges",
  "allowChangesByPasskey",
  "signOut",
  "proveAgain",
  "askPasskeyAgain",
  "proveByPasskey",
];

const actionFiles = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) =>
  /(^|-)actions\.ts$/.test(path.basename(file)),
);
const actions = new Map<string, { action: PanelAction; kind: ActionKind }>();
beforeAll(async () => {
  for (const file of actionFiles) {
    const module: Record<string, PanelAction> = await import(path.resolve("app", file));
    for (const [name, action] of Object.entries(module)) {
      const kind = actionKindOf(action);
      expect(kind, `${file} ${name}`).not.toBeNull();
      expect(actions.has(name), `${name} twice`).toBe(false);
      if (kind) actions.set(name, { action, kind });
    }
  }
  await simulator.control.addBackup({ vmid: OWN, name: "s", backuptype: "1", status: "1" });
  const owner = parseUserId(CUSTOMER);
  await (owner && syncOwner(owner, "command"));
}, 60_000);

beforeEach(async () => {
  await database().delete(rateLimits);
  newRequest();
  request.cookies.clear();
  await simulator.control.clearJournal();
});

const signIn = async (role: Role, userId?: string) => (await signInAs(role, userId)).sessionId;

async function sendAll(
  kind: ActionKind,
  change: (form: Record<string, string>) => Record<string, string> = (f) => f,
  names?: string[],
) {
  const results: Record<string, ActionResult> = {};
  for (const [name, fields] of Object.entries(FORMS[kind] ?? {})) {
    if (names && !names.includes(name)) {
      continue;
    }
    const form = new FormData();
    for (const [field, value] of Object.entries(change(fields))) form.append(field, value);
    const one = actions.get(actionFor(kind, name));
    expect(one?.kind, name).toBe(kind);
    await database().delete(rateLimits);
    results[name] = (await one?.action(null, form)) ?? { ok: true };
  }
  return results;
}

/** What a right is given beside its role; `tenancyOf`: for another host alone. */
type Given = { endedAt?: Date; until?: Date; tenancyOf?: string };

/** The same form for another customer's host. */
const withForeign = (form: Record<string, string>) => ({
  ...form,
  ["vmids" in form ? "vmids" : "vmid"]: FOREIGN,
});

const codes = (results: Record<string, ActionResult>) =>
  new Set(Object.values(results).map((one) => (one.ok ? "ok" : one.code)));
async function expectNothingDone() {
  const { calls, effects } = await simulator.control.journal();
  expect(effects).toEqual([]);
  // Whose a host is may be asked, and no more.
  const more = calls.filter(({ action }) => action !== "hyper" && action !== "user_info");
  expect(more.map(({ action }) => action)).toEqual([]);
}

/** What the palette's route answers to whoever is signed in; beside the actions, since it is one for every role. */
async function search(query: string) {
  const { GET } = await import("@/app/api/find/route");
  const asked = new Request(`http://127.0.0.1:3000/api/find?${query}`);
  const answer = await GET(asked, { params: Promise.resolve({}) });
  return { status: answer.status, text: await answer.text() };
}
/** All that a customer may know of another's host, as a palette may send it. */
async function waysToForeign() {
  const host = (await simulator.control.hosts()).find(({ id }) => id === FOREIGN);
  const words = [FOREIGN, host?.vmname, host?.ip, "10002"].filter((word) => word !== undefined);
  expect(words).toHaveLength(4);
  return words.map(
    (word) => new URLSearchParams({ q: word, host: word, recent: FOREIGN, customer: "10002" }),
  );
}

describe("the search", () => {
  beforeAll(async () => {
    const other = parseUserId("10002");
    await (other && syncOwner(other, "command"));
  });

  it("answers nobody, and no ended session", async () => {
    expect((await search("q=web")).status).toBe(401);
    await endSession(await signIn("customer", CUSTOMER), "signed-out");
    expect((await search("q=web")).status).toBe(401);
  });

  it.each(["customer", "support", "admin"] as const)(
    "finds nothing of another's host: %s, viewing unless a customer",
    async (role) => {
      await (role === "customer" ? signIn("customer", CUSTOMER) : viewAs(role, true));
      for (const query of await waysToForeign()) {
        const { status, text } = await search(String(query));
        expect(status).toBe(200);
        expect(JSON.parse(text), String(query)).toMatchObject({ customers: [], operations: [] });
        // By its id: a number such as "201" stands in a name of their own, too.
        const { hosts, targets } = JSON.parse(text) as { hosts: { id: string }[]; targets: { id: string }[] };
        expect([...hosts, ...targets].map(({ id }) => id)).not.toContain(FOREIGN);
      }
      expect((await search(`q=${OWN}`)).text).toContain(`"id":"${OWN}"`);
      expect((await simulator.control.journal()).effects).toEqual([]);
    },
  );

  it.each(["support", "admin"] as const)("finds every host for %s", async (role) => {
    await signIn(role);
    for (const query of await waysToForeign()) {
      expect((await search(String(query))).text, String(query)).toContain(`"id":"${FOREIGN}"`);
    }
  });

  it("asks RStack where a port leads for staff alone", async () => {
    const { GET } = await import("@/app/api/find/mappings/route");
    const status = async () =>
      (
        await GET(new Request("http://127.0.0.1:3000/api/find/mappings?q=20122"), {
          params: Promise.resolve({}),
        })
      ).status;
    expect(await status()).toBe(401);
    await signIn("customer", CUSTOMER);
    expect(await status()).toBe(404);
    await viewAs("admin", true);
    expect(await status()).toBe(404);
    await expectNothingDone();
    await signIn("support");
    expect(await status()).toBe(200);
  });

  it("refuses what no palette sends, and more than a person types", async () => {
    await signIn("customer", CUSTOMER);
    for (const query of [`q=${"x".repeat(101)}`, "q=a&userid=10002", "recent=1&".repeat(9)]) {
      expect((await search(query)).status, query).toBe(400);
    }
    const answers = await Promise.all(Array.from({ length: 250 }, () => search("q=web")));
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  });
});

describe("every action", () => {
  it("stands here with a form of its own, so that none is left out", () => {
    const { host = {}, ...others } = FORMS;
    expect(Object.keys(host).sort()).toEqual(Object.keys(HOST_COMMANDS).sort());
    const listed = [...COMMAND_ACTIONS, ...Object.values(others).flatMap((forms) => Object.keys(forms))];
    const known = [...actions].filter(([, { kind }]) => kind !== "open").map(([name]) => name);
    expect(known.sort()).toEqual([...listed, ...IN_A_VIEW].sort());
  });

  it.each(["host", "owned", "batch", "customer", "staff"] as const)(
    "%s: does nothing for nobody",
    async (kind) => {
      expect(codes(await sendAll(kind))).toEqual(new Set(["signed-out"]));
      await expectNothingDone();
    },
  );

  it("answers a command whose answer carries a secret to no form", async () => {
    await signIn("customer", CUSTOMER);
    const kinds = Object.values(HOST_COMMANDS).flatMap(({ kind, byScript }) => (byScript ? [kind] : []));
    expect(kinds).toEqual(["open-console"]);
    const form = new FormData();
    for (const [field, value] of Object.entries(FORMS.host?.["open-console"] ?? {}))
      form.append(field, value);
    expect(await actions.get("command")?.action(null, form)).toMatchObject({ ok: false, code: "invalid" });
    await expectNothingDone();
  });

  it.each(["customer", "admin"] as const)("does nothing in the ended session of a %s", async (role) => {
    await endSession(await signIn(role, role === "customer" ? CUSTOMER : undefined), "signed-out");
    for (const kind of ["host", "owned", "batch", "customer", "staff"] as const) {
      expect(codes(await sendAll(kind)), kind).toEqual(new Set(["signed-out"]));
    }
    await expectNothingDone();
  });

  it("ends no session of another account", async () => {
    const others = await signIn("customer", "10002");
    const viewer = await proveSession(await signIn("customer", CUSTOMER));
    const account = { id: viewer?.accountId ?? "", role: "customer" } as const;
    const { sessionId: mine } = await createSession(account, { userAgent: null, address: null });
    for (const sessionId of [others, mine]) {
      await sendAll("customer", () => ({ sessionId }), ["endSession"]);
    }
    expect(await proveSession(others)).not.toBeNull();
    expect(await proveSession(mine)).toBeNull();
  });

  it.each(["host", "owned", "batch"] as const)(
    "%s: another's host is not there for a customer",
    async (kind) => {
      await signIn("customer", CUSTOMER);
      expect(codes(await sendAll(kind, withForeign))).toEqual(new Set(["not-found"]));
      await expectNothingDone();
    },
  );

  it.each([
    ["view", {}],
    ["operate", {}],
    ["manage", {}],
    ["manage", { endedAt: new Date() }],
    ["manage", { until: new Date(0) }],
    ["manage", { tenancyOf: OWN }],
  ] as const)("a guest who may %s, %o: gets no more of another's host", async (role, given: Given) => {
    const { tenancyOf, ...more } = given;
    const owner = await proveSession(await signIn("customer", "10002"));
    const guest = await proveSession(await signIn("customer", CUSTOMER));
    const [other] = tenancyOf
      ? await database().select().from(tenancies).where(eq(tenancies.vmId, tenancyOf))
      : [];
    await database()
      .insert(guestRights)
      .values({
        ...{ accountId: guest?.accountId ?? "", owner: "10002", invitedBy: owner?.accountId ?? "", role },
        ...{ tenancyId: other?.id ?? null, ...more },
      });
    const holds = Object.keys(given).length === 0;
    const kept = Object.keys(FORMS.owned ?? {}).filter((name) => !(holds && MANAGERS.includes(name)));
    expect(codes(await sendAll("owned", withForeign, kept))).toEqual(new Set(["not-found"]));
    if (role !== "manage") {
      expect(codes(await sendAll("owned", withForeign, MANAGERS))).toEqual(new Set(["not-possible"]));
    }
    if (role === "view" || !holds) {
      const refused = holds ? "not-possible" : "not-found";
      expect(codes(await sendAll("batch", withForeign))).toEqual(new Set([refused]));
    }
    const beyond = ALL_KINDS.filter((kind) => !holds || !KINDS_OF_ROLE[role].has(kind));
    expect(codes(await sendAll("host", withForeign, beyond))).toEqual(
      new Set([holds ? "not-possible" : "not-found"]),
    );
    const destroying = ALL_KINDS.filter((kind) => !beyond.includes(kind) && rulesOf(kind).destroys);
    for (const result of Object.values(await sendAll("host", withForeign, destroying))) {
      expect(result).toMatchObject({ ok: false, reason: "guest-factor" });
    }
    await expectNothingDone();
  });

  it("a person reaches hosts of the customer that they act for alone, and by that one's forms", async () => {
    const signInSession = await signIn("customer", CUSTOMER);
    const own = await proveSession(signInSession);
    const person = own && (await accountNamed(own.username));
    const other = parseUserId("10002");
    const linked = person && other && (await linkCustomer(person, other));
    if (!own || !person || !other || !linked?.ok) throw new Error("not linked");
    await switchCustomer({ sessionId: signInSession, signInId: person.id }, linked.accountId);
    const viewer = await proveSession(signInSession);
    if (viewer?.userId !== "10002") throw new Error("not switched");
    await simulator.control.clearJournal();
    const drawnFor = (for_: Viewer) => (form: Record<string, string>) => ({
      ...form,
      drawnFor: drawnForOf(for_) ?? "",
    });

    for (const kind of ["host", "owned", "batch"] as const) {
      expect(codes(await sendAll(kind, drawnFor(viewer))), kind).toEqual(new Set(["not-found"]));
    }
    expect(codes(await sendAll("staff", drawnFor(viewer)))).toEqual(new Set(["not-found"]));
    const expectRefused = async (change?: (form: Record<string, string>) => Record<string, string>) => {
      for (const kind of ["host", "owned", "batch", "customer"] as const) {
        for (const [name, result] of Object.entries(await sendAll(kind, change))) {
          expect(result, name).toEqual({ ok: false, code: "not-possible", reason: "other-customer" });
        }
      }
    };
    await expectRefused();
    await expectRefused(withForeign);
    await expectRefused(drawnFor(own));
    await unlinkCustomer(person.id, other);
    await expectRefused(drawnFor(viewer));
    await expectNothingDone();
  });

  it.each(["host", "owned", "batch"] as const)("%s: support looks and does not touch", async (kind) => {
    await signIn("support");
    expect(codes(await sendAll(kind))).toEqual(new Set(["not-allowed"]));
    await expectNothingDone();
  });

  it.each(["support", "admin"] as const)("a view by %s is read-only", async (role) => {
    await viewAs(role, false);
    for (const kind of ["host", "owned", "batch"] as const) {
      const results = Object.entries(await sendAll(kind));
      for (const [name, result] of results) {
        expect(result, name).toEqual({ ok: false, code: "not-possible", reason: "read-only" });
      }
      expect(codes(await sendAll(kind, withForeign))).toEqual(new Set(["not-found"]));
    }
    await expectNothingDone();
  });

  it.each([false, true])(
    "a person's own things are out of a view's reach, changes allowed: %s",
    async (changes) => {
      await viewAs("admin", changes);
      expect(codes(await sendAll("customer"))).toEqual(new Set(["view-locked"]));
      expect(codes(await sendAll("staff"))).toEqual(new Set(["not-found"]));
      expect(codes(await sendAll("host", withForeign))).toEqual(new Set(["not-found"]));
      await expectNothingDone();
    },
  );

  it("leaves a row before it is done, or stands here by name", () => {
    for (const kind of ["owned", "customer", "staff"] as const) {
      const none = [...actions].filter(([, one]) => one.kind === kind && auditsOf(one.action) === "nobody");
      expect(none.map(([name]) => name).sort(), kind).toEqual([...NO_ROW[kind]].sort());
    }
  });

  it.each(["an admin", "a view with changes"])(
    "%s: what is changed of a customer's host has a row with the address it came from",
    async (who) => {
      await (who === "an admin" ? signIn("admin") : viewAs("admin", true));
      request.headers.set("x-forwarded-for", "203.0.113.9");
      const before = new Date();
      const names = ["label", "saveSnapshotNote", ...(who === "an admin" ? [] : ["addSchedule"])];
      expect(codes(await sendAll("owned", (form) => form, names))).toEqual(new Set(["ok"]));
      const rows = await database().select().from(auditEvents).where(gt(auditEvents.at, before));
      expect(rows.map(({ action }) => action).sort()).toEqual(
        ["label-edited", "snapshot-note-removed", ...(who === "an admin" ? [] : ["schedule-added"])].sort(),
      );
      for (const row of rows) {
        expect(row).toMatchObject({
          actorRole: "admin",
          vmId: OWN,
          userId: CUSTOMER,
          address: "203.0.113.9",
        });
        expect(row.viewId === null).toBe(who === "an admin");
      }
    },
  );

  it("to be asked no more who one is is written down and told", async () => {
    const asker = await proveSession(await signIn("customer", CUSTOMER));
    await database().delete(notifications);
    for (const askAgain of ["1", "0", "0"]) {
      expect(codes(await sendAll("customer", () => ({ askAgain }), ["setAskAgain"]))).toEqual(
        new Set(["ok"]),
      );
    }
    const rows = await database().select().from(auditEvents).orderBy(desc(auditEvents.at)).limit(2);
    expect(rows.map(({ action }) => action)).toEqual(["asking-again-off", "asking-again-off"]);
    await vi.waitFor(async () => {
      const told = await database()
        .select()
        .from(notifications)
        .where(eq(notifications.accountId, asker?.accountId ?? ""));
      expect(told.map(({ data }) => data)).toEqual([{ what: "asking-again-off" }]);
    });
  });

  it("staff: is not there for a customer", async () => {
    await signIn("customer", CUSTOMER);
    expect(codes(await sendAll("staff"))).toEqual(new Set(["not-found"]));
    await expectNothingDone();
  });

  it("staff: support may do these and no others", async () => {
    await signIn("support");
    const results = await sendAll("staff");
    const open = Object.entries(results).filter(([, one]) => one.ok || one.code !== "not-allowed");
    expect(open.map(([name]) => name).sort()).toEqual([...FOR_SUPPORT].sort());
    expect((await simulator.control.journal()).effects).toEqual([]);
  });

  it("staff: an admin is asked again before these, and nothing is done until then", async () => {
    const asking = (whom: Asks) =>
      [...actions].flatMap(([name, { action }]) => (asksOf(action) === whom ? [name] : [])).sort();
    expect(asking("everybody")).toEqual([...ASK_EVERYBODY].sort());
    expect(asking("who-wants")).toEqual([...ASK_WHO_WANTS].sort());
    await signIn("admin");
    await database().update(accounts).set({ askAgain: true });
    // This one asks for accounts that were closed with their holder alone.
    const names = [...ASK_EVERYBODY, ...ASK_WHO_WANTS].filter((name) => name !== "setPanelAccountDisabled");
    const results = await sendAll("staff", (form) => form, names);
    expect(codes(results)).toEqual(new Set(["prove-again"]));
    expect((await simulator.control.journal()).effects).toEqual([]);
  });

  it("a closed account is enabled with a proof, and never for another holder of its number", async () => {
    const email = `${crypto.randomUUID()}@example.net`;
    const made = await createAccount({
      username: crypto.randomUUID(),
      role: "customer",
      userId: CUSTOMER,
      email,
    });
    if (!made.ok) throw new Error(made.fault);
    const its = eq(accounts.id, made.accountId);
    await database().update(accounts).set({ formerAt: new Date(), disabledAt: new Date() }).where(its);
    const holder = { userId: CUSTOMER, rowId: "1", username: "other", email: "other@example.net" };
    await database().delete(numberHolders);
    await database().insert(numberHolders).values(holder);
    const asAdmin = await signIn("admin");
    await database()
      .update(sessions)
      .set({ createdAt: new Date(0) })
      .where(eq(sessions.id, asAdmin));
    const enable = async () => {
      const form = () => ({ userId: CUSTOMER, accountId: made.accountId, disabled: "0" });
      return (await sendAll("staff", form, ["setPanelAccountDisabled"])).setPanelAccountDisabled;
    };
    expect(await enable()).toEqual({ ok: false, code: "prove-again" });
    await notePresence(asAdmin);
    expect(await enable()).toMatchObject({ ok: false, reason: "former-holder" });
    await database().update(numberHolders).set({ email });
    expect(await enable()).toEqual({ ok: true });
    const [account] = await database().select().from(accounts).where(its);
    expect(account).toMatchObject({ formerAt: null, disabledAt: null });
    await database().delete(numberHolders);
  });

  it("a customer's row is changed without a question while links go on to the same address", async () => {
    await signIn("admin");
    const user = (await simulator.control.users()).find(({ userid }) => userid === CUSTOMER);
    const shown = {
      ...NO_CUSTOMER_FIELDS,
      username: "ann",
      email: user?.email ?? "",
      name: user?.name ?? "",
    };
    const edit = (email: string) =>
      sendAll(
        "staff",
        (form) => ({ ...form, ...shown, name: "Ostwind", email, shown: JSON.stringify(shown) }),
        ["editCustomerFields"],
      );
    expect(codes(await edit("elsewhere@example.net"))).toEqual(new Set(["prove-again"]));
    expect((await simulator.control.journal()).effects).toEqual([]);
    expect(codes(await edit(user?.email ?? ""))).toEqual(new Set(["ok"]));
  });
});
