import { randomUUID } from "node:crypto";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { command } from "@/app/(panel)/hosts/actions";
import { defineList, type HrefOf, type ListColumn, type ListView } from "@/app/lists/define-list";
import { ActivityTime, ActivityTook, ActivityWhat, ActivityWho } from "@/components/activity/activity-cells";
import { ActivityDrawer } from "@/components/activity/activity-drawer";
import { ActivityLive } from "@/components/activity/activity-live";
import { byDay } from "@/components/ui/list/by-day";
import { OwnDays } from "@/components/ui/list/own-days";
import { requireViewer } from "@/lib/accounts/sessions/current-viewer";
import { tabSessionOf } from "@/lib/accounts/sessions/tab-session";
import { isStaff, type Viewer } from "@/lib/accounts/sessions/viewer";
import type { SearchParams } from "@/lib/fleet/search-params";
import {
  type ActivityFilter,
  activityFilterFrom,
  OUTCOME_GROUP_NAMES,
} from "@/lib/hosts/activity/activity-filter";
import { activityMark } from "@/lib/hosts/activity/activity-mark";
import type { ActivityEntry } from "@/lib/hosts/activity/activity-view";
import {
  type ActivityScope,
  activityHosts,
  readActivity,
  readOneActivity,
} from "@/lib/hosts/activity/read-activity";
import { requirePageHost } from "@/lib/hosts/page-host";
import { COMMAND_GROUPS, OPERATION_KINDS } from "@/lib/operations/command-rules";
import type { UserId } from "@/lib/rstack/ids";

interface HostActivityQuery extends ActivityFilter {
  vmId: string;
}

const KIND_WORDS = {
  power: "operations.power",
  reinstall: "words.reinstall",
  snapshots: "words.snapshots",
  media: "words.isoImages",
  network: "words.network",
  access: "activity.filter.kinds.access",
  console: "activity.filter.kinds.console",
  provider: "activity.filter.kinds.provider",
} as const;

const chosen = ({ q, kind, outcome, host }: ActivityFilter) => ({ q, kind, outcome, host });
const title = async () => (await getTranslations("words"))("activity");

/** What was asked of all the hosts that the customer has or had. */
export const activityList = defineList({
  id: "activity",
  path: "/activity",
  title,
  viewer: requireViewer,
  parse: (search: SearchParams) => activityFilterFrom(search),
  chosen,
  read: async ({ query, viewer, hrefOf }): Promise<ListView<ActivityEntry>> => {
    const owner = ownerOf(viewer);
    const w = await getTranslations("words");
    const t = await getTranslations("activity");
    const hosts = await activityHosts(owner);
    const view = await viewOf({ owner }, query, viewer, hrefOf, true);
    return {
      ...view,
      search: { label: t("search"), placeholder: t("search"), live: true },
      filters: [
        ...(view.filters ?? []),
        {
          name: "host",
          label: w("host"),
          options: hosts.map(({ id, name }) => [id, name, name === id ? undefined : id] as const),
        },
      ],
    };
  },
  drawer: (id, { query, viewer, hrefOf }) =>
    drawerOf({ owner: ownerOf(viewer) }, id, query, viewer, hrefOf, true),
});

/** What was asked of one host while it was this customer's. Its page has proven the host. */
export const hostActivityList = defineList({
  id: "host-activity",
  path: ({ vmId }: HostActivityQuery) => `/hosts/${vmId}/activity`,
  title,
  viewer: requireViewer,
  parse: (search: SearchParams, { vmid = "" }): HostActivityQuery => ({
    ...activityFilterFrom(search),
    ...{ q: null, host: null, vmId: vmid },
  }),
  chosen,
  read: async ({ query, viewer, hrefOf }) =>
    viewOf(await scopeOf(viewer, query), query, viewer, hrefOf, false, query.vmId),
  drawer: async (id, { query, viewer, hrefOf }) =>
    drawerOf(await scopeOf(viewer, query), id, query, viewer, hrefOf, false),
});

/** Staff have no list of their own, nor has a guest who is no customer. */
const ownerOf = (viewer: Viewer): UserId => viewer.userId ?? redirect(isStaff(viewer) ? "/admin" : "/hosts");

async function scopeOf(viewer: Viewer, { vmId }: HostActivityQuery): Promise<ActivityScope> {
  const owned = await requirePageHost(viewer, vmId);
  if (!owned) {
    throw new Error("the page of a host that couldn't be asked for shows no list");
  }
  return { tenancyId: owned.tenancyId, guest: owned.guest };
}

async function viewOf(
  scope: ActivityScope,
  query: ActivityFilter,
  viewer: Viewer,
  hrefOf: HrefOf,
  withHost: boolean,
  vmId: string | null = null,
): Promise<ListView<ActivityEntry>> {
  const w = await getTranslations("words");
  const t = await getTranslations("activity");
  const root = await getTranslations();
  const kinds = await getTranslations("operations.kind");
  // Before the list: what changes meanwhile is another mark than this one.
  const mark = query.after === null ? await activityMark(scope) : null;
  const text = query.q?.toLowerCase();
  const named = text ? OPERATION_KINDS.filter((kind) => kinds(kind).toLowerCase().includes(text)) : [];
  const { entries, next } = await readActivity(scope, query, viewer, named);
  const days = await byDay(entries, ({ operation }) => operation.startedAt, viewer.timeZone);
  const openOf = ({ operation }: ActivityEntry) => hrefOf({ after: query.after, open: operation.id });
  const host: ListColumn<ActivityEntry> = {
    name: w("host"),
    width: "w-[20%]",
    phone: "sub",
    cell: (entry) => <span className="text-ink-2">{entry.host.name}</span>,
  };
  return {
    rows: entries,
    groups: days.map(({ title, entries: rows }) => ({ title, rows })),
    rowKey: ({ operation }) => operation.id,
    rowData: ({ operation }) => ({ "data-activity": operation.id, "data-outcome": operation.outcome }),
    lead: true,
    segments: {
      name: "outcome",
      label: w("result"),
      items: [null, ...OUTCOME_GROUP_NAMES].map((value) => ({
        value,
        label: w(value === null ? "all" : value === "attention" ? "failedOrUnconfirmed" : "inProgress"),
      })),
    },
    filters: [
      {
        name: "kind",
        label: w("type"),
        options: COMMAND_GROUPS.map((kind) => [kind, root(KIND_WORDS[kind])] as const),
      },
    ],
    columns: [
      {
        name: w("action"),
        phone: "title",
        cell: (entry) => (
          <ActivityWhat entry={entry} href={openOf(entry)} command={command} seed={randomUUID()} />
        ),
      },
      ...(withHost ? [host] : []),
      {
        name: w("by"),
        width: "w-[20%]",
        phone: withHost ? "also" : "sub",
        cell: (entry) => <ActivityWho entry={entry} />,
      },
      {
        name: w("took"),
        width: "w-20",
        align: "right",
        cell: ({ operation }) => <ActivityTook operation={operation} />,
      },
      {
        name: w("time"),
        width: "w-24",
        align: "right",
        phone: "meta",
        cell: ({ operation }) => <ActivityTime iso={operation.startedAt} />,
      },
    ],
    page: { next, isFirst: query.after === null },
    below: (
      <>
        {mark === null ? null : <ActivityLive session={tabSessionOf(viewer)} mark={mark} host={vmId} />}
        {viewer.timeZone ? null : <OwnDays />}
      </>
    ),
    empty: { title: t("none") },
    namespaces: ["activity", "host", "list", "operations"],
  };
}

async function drawerOf(
  scope: ActivityScope,
  id: string,
  { after }: ActivityFilter,
  viewer: Viewer,
  hrefOf: HrefOf,
  withHost: boolean,
) {
  // An id that is none is in no list.
  const { after: known } = activityFilterFrom({ after: id });
  const entry = known && (await readOneActivity(scope, known, viewer));
  return entry ? <ActivityDrawer entry={entry} withHost={withHost} close={hrefOf({ after })} /> : null;
}
