import type { HostChanges } from "@/lib/rstack/provider-inputs";
import type { HostSettings } from "@/lib/rstack/provider-rows";
import { MINUTE_MS } from "@/lib/units";

type Shown = string | number | boolean | null | undefined;
/** Fields of a host in a form that the ledger can keep: numbers and short texts, no secret. */
export type ExpectedFigures = Record<string, Shown>;

/** The master's row in the terms of `HostChanges`; null where it doesn't tell. */
export function figuresOf(settings: HostSettings): ExpectedFigures {
  const { row, systemDiskGb, ...told } = settings;
  const more = (sign: string) =>
    row.additionalIps
      .filter((ip) => ip.includes(sign))
      .sort()
      .join(",");
  return {
    ...told,
    systemDiskGb: systemDiskGb && `${systemDiskGb.windows},${systemDiskGb.linux}`,
    owner: row.owner,
    status: row.status,
    trafficResetAt: row.trafficResetAt?.toISOString() ?? null,
    lastReinstallOn: row.lastReinstallOn,
    ipv4: row.ipv4,
    ipv6: row.ipv6,
    moreIpv4: more("."),
    moreIpv6: more(":"),
  };
}

/** What the row must show once the changes were made. */
export function expectedOf(changes: HostChanges): ExpectedFigures {
  const {
    systemDiskGb,
    trafficResetAt,
    moreIpv4,
    moreIpv6,
    appliesToMachine: _,
    addIps: __,
    ...plain
  } = changes;
  return {
    ...plain,
    ...(systemDiskGb && { systemDiskGb: `${systemDiskGb.windows},${systemDiskGb.linux}` }),
    ...(trafficResetAt && { trafficResetAt: trafficResetAt.toISOString() }),
    ...(moreIpv4 && { moreIpv4: [...moreIpv4].sort().join(",") }),
    ...(moreIpv6 && { moreIpv6: [...moreIpv6].sort().join(",") }),
  };
}

/** What differs from how the host stands; a field that the master doesn't tell is taken for different. */
export function differing(changes: HostChanges, current: ExpectedFigures): HostChanges {
  const expected = expectedOf(changes);
  return Object.fromEntries(
    Object.entries(changes).filter(
      ([field, value]) =>
        value !== undefined && !isSame(field, expected[field] ?? null, current[field] ?? null),
    ),
  );
}

/** The master keeps whole seconds or minutes of its own clock. */
function isSame(field: string, wanted: Shown, shown: Shown): boolean {
  if (field === "trafficResetAt" && typeof wanted === "string" && typeof shown === "string") {
    return Math.abs(Date.parse(wanted) - Date.parse(shown)) < MINUTE_MS;
  }
  return wanted === shown;
}

/**
 * Whether the row shows the change. Used traffic counts on by itself, so anything from the wanted number up to what it was
 * before counts. `untold`: fields that the master doesn't list, of which nothing can be seen.
 */
export function seenIn(
  expected: ExpectedFigures,
  shown: ExpectedFigures,
  before: ExpectedFigures,
): { agrees: boolean; told: number; untold: string[] } {
  const untold = Object.keys(expected).filter((field) => (shown[field] ?? null) === null);
  const told = Object.entries(expected).filter(([field]) => !untold.includes(field));
  const agrees = told.every(([field, wanted]) => {
    const now = shown[field] ?? null;
    const was = before[field] ?? null;
    if (field === "trafficUsedGb" && typeof wanted === "number" && typeof now === "number") {
      return now === wanted || (now > wanted && (typeof was !== "number" || was < wanted || now < was));
    }
    return isSame(field, wanted, now);
  });
  return { agrees, told: told.length, untold };
}
