import { PASSWORD, type World } from "../support/world";
import type { Screen } from "./screen";

/** The hosts of the demo's fleet that a walk uses, all of customer 10001. */
const WEB = { id: "101", name: "web01" };
const SHARED = "105";
const FOREIGN = "201";
const REINSTALL_MS = 120_000;

export interface Walker {
  screen: Screen;
  world: World;
  /** The names that they sign in with. */
  customer: string;
  staff: string;
}

type Step = [name: string, take: (walker: Walker) => Promise<void>];

/** In this order: each begins where the one before ended. */
export const WALK: Step[] = [
  ["sign-in", ({ screen, customer }) => signIn(screen, customer, /^\/hosts$/)],
  ["list", list],
  ["power", power],
  ["snapshot", snapshot],
  ["network", network],
  ["reinstall", reinstall],
  ["account", account],
  ["staff", staff],
];

async function signIn(screen: Screen, username: string, home: RegExp): Promise<void> {
  await screen.go("/sign-in");
  await screen.fill("Username or email", username);
  await screen.fill("Password", PASSWORD);
  await screen.press("Sign in");
  await screen.at(home);
}

async function list({ screen }: Walker): Promise<void> {
  await screen.until("the host's state in the list", async () => (await screen.state(WEB.id)) === "running");
  const ids = await screen.run<string[]>(
    "return [...document.querySelectorAll('[data-host]')].map((row) => row.dataset.host)",
  );
  if (!ids.includes(SHARED) || ids.includes(FOREIGN)) {
    throw new Error(`the list has the hosts ${ids.join(", ")}`);
  }
}

async function power({ screen }: Walker): Promise<void> {
  const inState = (state: string) => async () =>
    (await screen.state(WEB.id)) === state &&
    (await screen.operation(WEB.id)) === null &&
    (await screen.outcome(WEB.id)) === "done";
  await screen.go(`/hosts/${WEB.id}`);
  await screen.command("Stop", { shows: inState("off") });
  await screen.command("Start", { shows: inState("running") });
  await screen.command("Restart", { shows: async () => (await screen.operation(WEB.id)) === "restart" });
  await screen.until("the end of the restart", inState("running"));
}

async function snapshot({ screen, world }: Walker): Promise<void> {
  const count = async () => (await world.simulator.control.backups(WEB.id)).length;
  const ended = async () =>
    (await screen.operation(WEB.id)) === null && (await screen.outcome(WEB.id)) === "done";
  await screen.go(`/hosts/${WEB.id}/snapshots`);
  const before = await count();
  await screen.command("Create snapshot", {
    shows: async () => (await count()) === before + 1 && (await ended()),
  });
  await screen.command("Restore", {
    answer: WEB.name,
    shows: async () => (await screen.operation(WEB.id)) === "restore-snapshot",
  });
  await screen.until("the end of the restore", ended);
  await screen.command("Delete", {
    answer: WEB.name,
    shows: async () => (await count()) === before && (await ended()),
  });
}

async function network({ screen, world }: Walker): Promise<void> {
  const { control } = world.simulator;
  const isMapped = async () => (await control.rules(SHARED)).some(({ privateport }) => privateport === 8443);
  await screen.go(`/hosts/${SHARED}/network`);
  const rules = (await control.rules(SHARED)).length;
  await screen.command("Add port", { fields: { "Internal port": "8443" }, shows: isMapped });
  await screen.see("8443");
  await screen.command("Remove", { shows: async () => (await control.rules(SHARED)).length === rules });
  await screen.command("Bind domain", {
    fields: { Domain: "walk.northwind.example" },
    shows: () => screen.has("Unbind", "press"),
  });
  await screen.see("walk.northwind.example");
}

async function reinstall({ screen }: Walker): Promise<void> {
  await screen.go(`/hosts/${WEB.id}/reinstall`);
  await screen.command("Reinstall", {
    answer: WEB.name,
    shows: async () => (await screen.operation(WEB.id)) === "reinstall",
  });
  await screen.until(
    "the end of the reinstall",
    async () => (await screen.operation(WEB.id)) === null && (await screen.outcome(WEB.id)) === "done",
    REINSTALL_MS,
  );
}

async function account({ screen, customer }: Walker): Promise<void> {
  await screen.go("/account");
  await screen.see(customer);
  await screen.pressInMenu("Sign out");
  await screen.at(/^\/sign-in$/);
  await screen.run("setTimeout(() => history.back()); return true");
  await screen.at(/^\/sign-in$/);
}

async function staff({ screen, staff }: Walker): Promise<void> {
  await signIn(screen, staff, /^\/admin$/);
  await screen.go("/admin/hosts");
  await screen.until("another customer's host", () => screen.state(FOREIGN));
  await screen.go("/admin/customers");
  await screen.see("10001");
  await screen.go("/admin/customers/10001");
  await screen.command("View as customer", {
    fields: { Reason: "a walk through the panel" },
    shows: () => screen.run("return location.pathname === '/hosts'"),
  });
  await screen.until("the customer's host", () => screen.state(SHARED));
  if (await screen.state(FOREIGN)) {
    throw new Error("the view shows another customer's host");
  }
  await screen.command("Allow changes", {
    within: "body",
    answer: PASSWORD,
    shows: async () => !(await screen.has("Allow changes", "press")),
  });
  await screen.press("End view");
  await screen.at(/^\/admin\/customers\/10001$/);
}
