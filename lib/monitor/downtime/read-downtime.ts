import "server-only";
import { sql } from "drizzle-orm";
import { type MasterProfile, readProfile } from "@/lib/hosts/mirror/profile";
import type { OwnedHost } from "@/lib/hosts/owned-host";
import type { RowId } from "@/lib/rstack/ids";
import { dayAt } from "../calendar";
import type { Span } from "../find-gaps";
import { clockOf } from "../master-clock";
import { monthsBack } from "../traffic/read-traffic";
import { TRAFFIC_MONTHS } from "../traffic/traffic-view";
import { causesOf, silencesOf } from "./causes";
import { type DowntimeView, type Lasting, longestOf, monthsOf } from "./downtime-view";
import { lacksSamples } from "./learn-stopped";
import { type HostEvidence, readEvidence } from "./read-evidence";

const MOST_LISTED = 10;
/** Of a node's hosts: the running month and the one before. */
const NODE_MONTHS = 2;

/** When a host didn't run since it is its owner's, and whose that is, by month of that zone. Asks the master nothing. */
export async function downtimeOf(owned: OwnedHost, zone: string | null): Promise<DowntimeView> {
  const profile = await readProfile();
  const since = monthsBack(clockOf(profile), TRAFFIC_MONTHS - 1);
  const [own] = await readEvidence(sql`t.id = ${owned.tenancyId}`, since, profile);
  if (!own) {
    return viewOf<Lasting>([], zone, profile);
  }
  const alone = downtimesOf(own, []);
  const unclear = alone.find(({ cause }) => cause === "unclear");
  const { nodeId } = owned.row;
  if (!unclear || nodeId === null) {
    return viewOf(alone, zone, profile);
  }
  // Others of its node tell whether that is RStack's.
  const day = dayAt(unclear.from - 86_400, clockOf(profile).likelyOffset);
  const silences = silencesOf(await readEvidence(sql`h.node_id = ${nodeId}`, day, profile));
  return viewOf(downtimesOf(own, silences), zone, profile);
}

/** The same of all hosts on a node together, of this month and the last. */
export async function downtimeOnNode(nodeId: RowId, zone: string | null) {
  const profile = await readProfile();
  const since = monthsBack(clockOf(profile), NODE_MONTHS - 1);
  const on = await readEvidence(sql`h.node_id = ${nodeId}`, since, profile);
  const silences = silencesOf(on);
  const all = on.flatMap((own) =>
    downtimesOf(own, silences).map((downtime) => ({ ...downtime, hostId: own.hostId, hostName: own.name })),
  );
  return viewOf(all, zone, profile);
}

function downtimesOf(own: HostEvidence, silences: readonly Span[]): Lasting[] {
  const end = Math.max(0, ...own.known.map(([, to]) => to));
  return causesOf(own.gaps, { ...own, silences }).map((one) => ({ ...one, goesOn: one.to >= end }));
}

function viewOf<D extends Lasting>(found: readonly D[], zone: string | null, profile: MasterProfile | null) {
  const isLearnt = lacksSamples(profile);
  const downtimes = isLearnt ? found : found.map((downtime): D => ({ ...downtime, cause: "unclear" }));
  return {
    isLearnt,
    months: monthsOf(downtimes, zone ?? "UTC"),
    longest: longestOf(downtimes, MOST_LISTED),
  };
}
