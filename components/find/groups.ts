import type { Role } from "@/lib/accounts/sessions/viewer";
import type { FoundDeed, FoundHost, FoundMapping, FoundPerson, FoundView } from "@/lib/find/find-view";
import { blockOf } from "@/lib/hosts/blocked-commands";
import type { HostPage } from "@/lib/hosts/host-pages";
import type { BlockReason } from "@/lib/operations/block-reasons";
import { isForce, type OperationKind, type PowerKind } from "@/lib/operations/command-rules";
import { OPEN_CONSOLE } from "../hosts/console/console-block";
import { inProgressOf } from "../hosts/host-look";
import { EVERYDAY_KINDS, FORCE_KINDS } from "../hosts/power/power-looks";
import { CREATE_SNAPSHOT } from "../hosts/snapshots/in-progress";
import type { PanelPlace } from "../shell/places";
import type { IconName } from "../ui/icon";
import { openedAt } from "./opened";
import type { NamedIn } from "./read-query";

/** What can be done from the palette. All but the last go the way of the host's own keys. */
export type HostAction = PowerKind | typeof OPEN_CONSOLE | typeof CREATE_SNAPSHOT | "copy-address";
export const HOST_ACTIONS: readonly HostAction[] = [
  OPEN_CONSOLE,
  ...EVERYDAY_KINDS,
  ...FORCE_KINDS,
  CREATE_SNAPSHOT,
  "copy-address",
];

/** Deeds with fields, and where on the host's pages each is asked. */
export const OWN_DEEDS = {
  "reset-password": { at: "settings#reset-password", icon: "passkey" },
  "change-remote-port": { at: "settings#change-remote-port", icon: "swap" },
  "mount-medium": { at: "settings#mount", icon: "disc" },
  "reapply-addresses": { at: "network", icon: "network" },
} as const satisfies Partial<Record<OperationKind, { at: string; icon: IconName }>>;
export type OwnDeed = keyof typeof OWN_DEEDS;
export type HostPlace = HostPage | OwnDeed | StaffHostPage;
type StaffHostPage = "hardware" | "addresses" | "limits" | "delete";
/** What is wanted of a customer who was found; `view`: the question before a view as them. */
const CUSTOMER_PAGES = ["view", "hosts", "access"] as const;
export type CustomerPage = (typeof CUSTOMER_PAGES)[number];
export type FarPage =
  | "secondFactor"
  | "notifications"
  | "notificationSettings"
  | "tokens"
  | "developers"
  | "createHost"
  | "reconcile"
  | "usage"
  | "counters"
  | "traffic"
  | "newCustomer"
  | "tasks"
  | "backups"
  | "mappings"
  | "pools"
  | "images"
  | "audit"
  | "views"
  | "staff";

export type Item =
  | { what: "host"; host: FoundHost }
  | { what: "customer"; customer: FoundPerson }
  | { what: "customer-page"; page: CustomerPage; customer: FoundPerson }
  | { what: "operation"; operation: FoundDeed }
  | { what: "mapping"; mapping: FoundMapping }
  /** One more question, which RStack alone can answer. */
  | { what: "ask-mappings"; text: string }
  /** A list with all that is found; or what the panel doesn't know itself. */
  | { what: "more"; list: "hosts" | "customers"; count: number; text: string }
  | { what: "page"; page: PanelPlace | FarPage }
  | { what: "host-page"; page: HostPlace; host: FoundHost }
  | { what: "deed"; action: HostAction; host: FoundHost; blocked: BlockReason | null };

/** Message keys of `find.group`. */
export type GroupName =
  | "recent"
  | "operations"
  | "customers"
  | "ofCustomer"
  | "hosts"
  | "mappings"
  | "actions"
  | "actionsOn"
  | "pages"
  | "more";
export interface Group {
  name: GroupName;
  /** Of "Actions on …". */
  host?: FoundHost;
  /** Of "For …". */
  customer?: FoundPerson;
  items: Item[];
}

export interface NamedThings {
  actions: NamedIn<HostAction>[];
  hostPages: NamedIn<HostPlace>[];
  pages: NamedIn<PanelPlace | FarPage>[];
}

export interface Asker {
  role: Role;
  /** A guest who is no customer: no page of an owner's is theirs. */
  guestOnly: boolean;
  /** The provider set a way to the hosts' consoles. */
  consoles: boolean;
  /** Staff who look and do not touch. */
  readOnly: boolean;
}

interface Asked {
  query: string;
  found: FoundView;
  named: NamedThings;
  /** All pages of this person's, in the order of the bar. */
  pages: readonly (PanelPlace | FarPage)[];
  /** The paths that were opened last. */
  recent: readonly string[];
  /** Where a port or a domain leads, or the question for it. */
  mappings: readonly Item[];
  /** The host whose actions are shown; null: of the first. */
  chosen: string | null;
}

const AT_MOST = 5;

export const isStaffRole = (role: Role): boolean => role !== "customer";

/** The address that a person copies, and tells a host by. */
export const addressOf = ({ view }: FoundHost): string | null =>
  view &&
  (view.addresses.shared?.publicAddress ?? (view.addresses.untoldInside ? null : view.addresses.main));

/** Why this can't be asked of the host now; null where it can, undefined where it is nothing for this host or person. */
function blockFor(
  action: HostAction,
  { view, ...host }: FoundHost,
  asker: Asker,
  masterDown: boolean,
): BlockReason | null | undefined {
  if (!view || (action === OPEN_CONSOLE && !asker.consoles)) {
    return undefined;
  }
  if (action === "copy-address") {
    return addressOf({ view, ...host }) === null ? undefined : null;
  }
  return (
    blockOf(action, view, inProgressOf(view)) ??
    (asker.readOnly ? "read-only" : masterDown ? "master-down" : null)
  );
}

const deedOf = (action: HostAction, host: FoundHost, asker: Asker, masterDown: boolean): Item[] => {
  const blocked = blockFor(action, host, asker, masterDown);
  return blocked === undefined ? [] : [{ what: "deed", action, host, blocked }];
};

const isBlocked = (item: Item): boolean => item.what === "deed" && item.blocked !== null;

/** What is found for a query, in the order in which it is read and reached; groups without anything are left out. */
export function groupsOf(asked: Asked, asker: Asker): Group[] {
  const groups = asked.query === "" ? groupsWithoutQuery(asked) : groupsOfQuery(asked, asker);
  const hosts = groups.flatMap(({ items }) =>
    items.flatMap((item) => (item.what === "host" ? item.host : [])),
  );
  // Under customers, the first host is nobody's choice yet.
  const first = asked.found.customers.length === 0 ? hosts[0] : undefined;
  const chosen = hosts.find(({ id }) => id === asked.chosen) ?? first;
  const isNamed = groups.some(({ name, items }) => name === "actions" && items.length > 0);
  const own = chosen && !isNamed ? [actionsOn(chosen, asked.found, asker)] : [];
  const at = groups.findIndex(({ name }) => name === "pages");
  return groups.toSpliced(at, 0, ...own).filter(({ items }) => items.length > 0);
}

function groupsWithoutQuery({ found, pages, recent }: Asked): Group[] {
  const last = recent
    .flatMap((path): Item[] => {
      const opened = openedAt(path);
      const host = opened?.what === "host" && found.hosts.find(({ id }) => id === opened.id);
      const customer =
        opened?.what === "customer" && found.customers.find(({ userId }) => userId === opened.id);
      return host ? [{ what: "host", host }] : customer ? [{ what: "customer", customer }] : [];
    })
    .filter((item, at, all) => all.findIndex((other) => idOf(other) === idOf(item)) === at)
    .slice(0, AT_MOST);
  const known = new Set(last.map(idOf));
  const others = found.hosts
    .map((host): Item => ({ what: "host", host }))
    .filter((item) => !known.has(idOf(item)));
  return [
    { name: "recent", items: last },
    { name: "hosts", items: others.slice(0, AT_MOST - last.length) },
    { name: "pages", items: pages.slice(0, AT_MOST).map((page) => ({ what: "page", page })) },
  ];
}

function groupsOfQuery({ query, found, named, mappings }: Asked, asker: Asker): Group[] {
  const customers = found.customers.map((customer): Item => ({ what: "customer", customer }));
  // Where several were found, who is meant is told by the next letters.
  const [one, other] = found.customers;
  const only = one && !other ? one : undefined;
  const ofCustomer = only
    ? CUSTOMER_PAGES.map((page): Item => ({ what: "customer-page", page, customer: only }))
    : [];
  const hosts = found.hosts.map((host): Item => ({ what: "host", host }));
  const operations = found.operations.map((operation): Item => ({ what: "operation", operation }));
  const deeds = found.targets
    .flatMap((host) => named.actions.flatMap(({ thing }) => deedOf(thing, host, asker, found.masterDown)))
    // What can be done first, and of that what forces last: Enter chooses the first.
    .toSorted((a, b) => weightOf(a) - weightOf(b));
  const hostPages = found.targets.flatMap((host) =>
    named.hostPages.map(({ thing }): Item => ({ what: "host-page", page: thing, host })),
  );
  const pages = named.pages.flatMap(({ thing, rest }): Item[] =>
    rest.length === 0 ? [{ what: "page", page: thing }] : [],
  );
  return [
    { name: "operations", items: operations },
    { name: "customers", items: customers.slice(0, AT_MOST) },
    { name: "ofCustomer", customer: only, items: ofCustomer },
    { name: "hosts", items: hosts.slice(0, AT_MOST) },
    { name: "mappings", items: [...mappings] },
    { name: "actions", items: deeds.slice(0, AT_MOST) },
    { name: "pages", items: [...hostPages.slice(0, AT_MOST), ...pages.slice(0, AT_MOST)] },
    { name: "more", items: moreOf(query, found, asker) },
  ];
}

function moreOf(text: string, { hosts, hostCount }: FoundView, { role }: Asker): Item[] {
  const all: Item[] =
    hostCount > hosts.length ? [{ what: "more", list: "hosts", count: hostCount, text }] : [];
  return isStaffRole(role) ? [...all, { what: "more", list: "customers", count: 0, text }] : all;
}

/** What one would do with a host now; by force alone when that is named. */
function actionsOn(host: FoundHost, { masterDown }: FoundView, asker: Asker): Group {
  const items = HOST_ACTIONS.filter((action) => !isForceAction(action))
    .flatMap((action) => deedOf(action, host, asker, masterDown))
    .filter((item) => !isBlocked(item));
  return { name: "actionsOn", host, items: items.slice(0, AT_MOST) };
}
const weightOf = (item: Item): number =>
  2 * Number(isBlocked(item)) + Number(item.what === "deed" && isForceAction(item.action));
const isForceAction = (action: HostAction): boolean => action !== "copy-address" && isForce(action);

/** One for each thing, whatever group it stands in. */
export function idOf(item: Item): string {
  switch (item.what) {
    case "host":
      return `host-${item.host.id}`;
    case "customer":
      return `customer-${item.customer.userId}`;
    case "customer-page":
      return `${item.page}-customer-${item.customer.userId}`;
    case "operation":
      return `operation-${item.operation.id}`;
    case "mapping":
      return `mapping-${item.mapping.from}-${item.mapping.vmId}`;
    case "ask-mappings":
      return item.what;
    case "more":
      return `all-${item.list}`;
    case "page":
      return `page-${item.page}`;
    case "host-page":
      return `page-${item.page}-${item.host.id}`;
    case "deed":
      return `${item.action}-${item.host.id}`;
  }
}
