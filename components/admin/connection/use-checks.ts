import { useFormatter, useTranslations } from "next-intl";
import type { ConnectionReport } from "@/lib/fleet/report-types";

/** Something that must be right between the panel and RStack. */
export interface Check {
  name:
    | "signature"
    | "clock"
    | "zone"
    | "breaker"
    | "hostList"
    | "owners"
    | "rows"
    | "replies"
    | "signIns"
    | "panelAddress"
    | "secret"
    | "staffSignIn"
    | "proxies";
  look: "good" | "look" | "bad" | "unknown";
  /** In a sentence, with the settings that it is about. */
  said: string;
  value: string;
  /** Of the host list: its update waits for a decision. */
  paused?: boolean;
}

/** How old something is, from milliseconds: "12 s", "4 min", "3 h". */
export function useAgeText(): (ms: number) => string {
  const t = useTranslations("connection.age");
  return (ms) => {
    const seconds = Math.round(ms / 1000);
    const minutes = Math.round(seconds / 60);
    return seconds < 120
      ? t("seconds", { count: seconds })
      : minutes < 120
        ? t("minutes", { count: minutes })
        : t("hours", { count: Math.round(minutes / 60) });
  };
}

/** `Date` travels in whole seconds: less than this is no skew. */
const CLOCK_GRAIN_MS = 2_000;
/** RStack refuses signatures that are older. */
const SIGNATURE_MS = 30_000;
/** The list is read at least as often. */
const OLD_LIST_MS = 30 * 60_000;

export interface ChecksProps {
  report: ConnectionReport;
  /** Of the last check; null where it didn't find out, or there was none. */
  survey: { timeZone: string | null } | null;
  /** How many parts of the panel lack something in RStack's replies; null where they weren't looked at. */
  replies: number | null;
  lockedOut: number;
  weak: WeakSettings;
}

/** What is allowed by name and should not stay. */
interface WeakSettings {
  /** The length below which the secret is too short, where it is; or null. */
  shortSecret: number | null;
  /** Callers' addresses are unknown. */
  noProxies: boolean;
  /** Staff come in by a password alone. */
  oneFactor: boolean;
}

/** All of them, in the order in which they were thought of. */
export function useChecks(props: ChecksProps): Check[] {
  return [...useLinkChecks(props), ...useWeakSettings(props)];
}

function useLinkChecks({ report, survey, replies, lockedOut }: ChecksProps): Check[] {
  const t = useTranslations("connection.checks");
  const w = useTranslations("words");
  const outcome = useTranslations("operations.outcome");
  const format = useFormatter();
  const age = useAgeText();
  const { test, plainHttp, clockSkewMs, breaker, mirror, owner } = report;
  const skew = Math.abs(clockSkewMs ?? 0);
  const unread = (mirror.badRows ?? 0) + mirror.doubled;
  const isRefused = test.diagnosis?.kind === "refused";
  const isOld = mirror.ageMs !== null && mirror.ageMs > OLD_LIST_MS;
  const zone = survey?.timeZone ?? null;
  const isHeldBack = mirror.heldBack !== null && !mirror.heldBack.accepted;
  const isUnread = mirror.ageMs === null;
  return [
    {
      name: "signature",
      look: test.ok ? (plainHttp.toMaster ? "look" : "good") : isRefused ? "bad" : "unknown",
      said: !test.ok
        ? t(
            isRefused
              ? "signature.refused"
              : test.diagnosis?.cause === "breaker"
                ? "signature.paused"
                : "signature.silent",
          )
        : plainHttp.toMaster
          ? t("signature.plain")
          : "",
      value: test.ok
        ? t(plainHttp.toMaster ? "plainHttp" : "valid")
        : isRefused
          ? outcome("refused")
          : w("unknown"),
    },
    {
      name: "clock",
      look:
        clockSkewMs === null
          ? "unknown"
          : skew < CLOCK_GRAIN_MS
            ? "good"
            : skew < SIGNATURE_MS
              ? "look"
              : "bad",
      said:
        clockSkewMs === null
          ? t("clock.unknown")
          : skew < CLOCK_GRAIN_MS
            ? ""
            : t(clockSkewMs > 0 ? "clock.ahead" : "clock.behind"),
      value: clockSkewMs === null ? w("unknown") : t("seconds", { count: Math.round(skew / 1000) }),
    },
    {
      name: "zone",
      look: zone === null ? "unknown" : "good",
      said: zone !== null ? "" : t(survey ? "zone.notFound" : "zone.unknown"),
      value: zone ?? w("unknown"),
    },
    {
      name: "breaker",
      // While calls fail, that they are not paused is no good news.
      look: breaker === "closed" ? (test.ok ? "good" : "unknown") : breaker === "open" ? "bad" : "look",
      said: breaker !== "closed" ? t(`breaker.${breaker}`) : test.ok ? "" : t("breaker.failing"),
      value: breaker === "open" ? w("paused") : t(`breaker.word.${breaker}`),
    },
    {
      name: "hostList",
      paused: isHeldBack,
      look: isHeldBack || isUnread || isOld ? "look" : "good",
      said: t(
        `hostList.${isHeldBack ? "heldBack" : mirror.heldBack ? "heldBackAccepted" : isUnread ? "never" : isOld ? "old" : mirror.mode}`,
      ),
      value: isHeldBack
        ? w("paused")
        : mirror.ageMs === null
          ? t("never")
          : isOld || !test.ok
            ? t("readAgo", { age: age(mirror.ageMs) })
            : t("current"),
    },
    {
      name: "owners",
      look:
        mirror.hosts === 0
          ? "unknown"
          : owner.found === false
            ? "bad"
            : owner.shownHosts === 0
              ? "look"
              : "good",
      said:
        mirror.hosts === 0
          ? t(isUnread ? "hostList.never" : "owners.noHosts")
          : owner.found === false
            ? t("owners.missing", { column: owner.field })
            : owner.shownHosts === 0
              ? t("owners.none")
              : owner.ownerlessRows
                ? t("owners.some", { count: owner.ownerlessRows })
                : "",
      value:
        mirror.hosts === 0 && isUnread
          ? w("unknown")
          : w("usedOf", { used: format.number(owner.shownHosts), limit: format.number(mirror.hosts) }),
    },
    {
      name: "rows",
      look: unread > 0 ? "look" : mirror.badRows === null ? "unknown" : "good",
      said:
        unread > 0
          ? t("rows.some", { bad: mirror.badRows ?? 0, doubled: mirror.doubled })
          : mirror.badRows === null
            ? t("hostList.never")
            : "",
      value: unread === 0 && mirror.badRows === null ? w("unknown") : String(unread),
    },
    {
      name: "replies",
      look: replies === null ? "unknown" : replies > 0 ? "look" : "good",
      said: replies === null ? t("replies.unknown") : replies > 0 ? t("replies.some") : "",
      value: replies === null ? w("unknown") : t("replies.value", { count: replies }),
    },
    // Who can't sign in is told by name.
    ...(lockedOut > 0
      ? []
      : [{ name: "signIns", look: "good", said: "", value: t("signIns.value") } as const]),
  ];
}

function useWeakSettings({ report, weak }: ChecksProps): Check[] {
  const w = useTranslations("words");
  const t = useTranslations("connection.checks");
  const warning = useTranslations("connection.warning");
  const { shortSecret, noProxies, oneFactor } = weak;
  const checks: (Check | false)[] = [
    report.plainHttp.toPanel && {
      name: "panelAddress",
      look: "look",
      said: warning("toPanel"),
      value: t("plainHttp"),
    },
    shortSecret !== null && {
      name: "secret",
      look: "look",
      said: warning("shortSecret", { count: shortSecret }),
      value: t("short"),
    },
    oneFactor && {
      name: "staffSignIn",
      look: "look",
      said: warning("secondFactor"),
      value: w("passwordOnly"),
    },
    noProxies && {
      name: "proxies",
      look: "unknown",
      said: warning("noProxies"),
      value: w("notSet"),
    },
  ];
  return checks.filter((check) => check !== false);
}
