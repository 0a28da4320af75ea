import { useFormatter, useTranslations } from "next-intl";
import type { GlyphShape } from "@/components/ui/glyph";
import { PlateMark, type Tone } from "@/components/ui/plate";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import type { SurveyRecord } from "@/lib/fleet/survey/survey-record";
import { SettingNames } from "./setting-names";
import { useAgeText } from "./use-age-text";
import "../overview/needs-card.css";

const LOOK = {
  good: { tone: "run", shape: "check" },
  look: { tone: "busy", shape: "triangle" },
  bad: { tone: "alert", shape: "crossed" },
  unknown: { tone: "off", shape: "dashes" },
} as const satisfies Record<string, { tone: Tone; shape: GlyphShape }>;

interface Check {
  name:
    | "signature"
    | "clock"
    | "zone"
    | "breaker"
    | "hostList"
    | "owners"
    | "rows"
    | "signIns"
    | "panelAddress"
    | "secret"
    | "staffSignIn"
    | "proxies";
  look: keyof typeof LOOK;
  said: string;
  value: string;
}

/** `Date` travels in whole seconds: less than this is no skew. */
const CLOCK_GRAIN_MS = 2_000;
/** RStack refuses signatures that are older. */
const SIGNATURE_MS = 30_000;
/** The list is read at least as often. */
const OLD_LIST_MS = 30 * 60_000;

interface ChecksCardProps {
  report: ConnectionReport;
  survey: SurveyRecord["survey"];
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

/** What asks for something comes first. */
const ORDER: (keyof typeof LOOK)[] = ["bad", "look", "unknown", "good"];

/** What must be right between the panel and RStack, read down the marks. */
export function ChecksCard(props: ChecksCardProps) {
  const t = useTranslations("connection.check");
  const checks = [...useChecks(props), ...useWeakSettings(props)].sort(
    (a, b) => ORDER.indexOf(a.look) - ORDER.indexOf(b.look),
  );
  const wanting = checks.filter(({ look }) => look === "look" || look === "bad").length;
  return (
    <section className="card">
      <div className="line-head">
        <h2>{t("title")}</h2>
        <small>{t("summary", { count: wanting, all: checks.length })}</small>
      </div>
      <ul className="needs checks ruled">
        {checks.map(({ name, look, said, value }) => (
          <li
            key={name}
            id={name === "signIns" ? "locked-out" : undefined}
            data-check={name}
            data-look={look}
            // Less to read, so a lower line.
            className={look === "good" ? "min-h-11 items-center" : undefined}
          >
            <PlateMark {...LOOK[look]} />
            <span>{t(`name.${name === "signature" && look === "look" ? "transport" : name}`)}</span>
            {/* On a phone what is as it should be needs no sentence. */}
            <p className={`text-ink-2 text-sm ${look === "good" ? "max-desk:hidden" : ""}`}>
              <SettingNames text={said} />
            </p>
            <b className="text-right tabular-nums">{value}</b>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useChecks({ report, survey, lockedOut }: ChecksCardProps): Check[] {
  const t = useTranslations("connection.check");
  const format = useFormatter();
  const age = useAgeText();
  const { test, plainHttp, clockSkewMs, breaker, mirror, owner } = report;
  const skew = Math.abs(clockSkewMs ?? 0);
  const unread = (mirror.badRows ?? 0) + mirror.doubled;
  const isRefused = test.diagnosis?.kind === "refused";
  const isOld = mirror.ageMs !== null && mirror.ageMs > OLD_LIST_MS;
  const zone = survey?.timeZone ?? null;
  return [
    {
      name: "signature",
      look: test.ok ? (plainHttp.toMaster ? "look" : "good") : isRefused ? "bad" : "unknown",
      said: t(
        test.ok
          ? plainHttp.toMaster
            ? "signature.plain"
            : "signature.good"
          : isRefused
            ? "signature.refused"
            : "signature.silent",
      ),
      value: t(test.ok ? (plainHttp.toMaster ? "plainHttp" : "valid") : isRefused ? "invalid" : "unknown"),
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
      said: t(
        clockSkewMs === null
          ? "clock.unknown"
          : skew < CLOCK_GRAIN_MS
            ? "clock.good"
            : clockSkewMs > 0
              ? "clock.ahead"
              : "clock.behind",
      ),
      value: clockSkewMs === null ? t("unknown") : t("seconds", { count: Math.round(skew / 1000) }),
    },
    {
      name: "zone",
      look: zone === null ? "unknown" : "good",
      said: t(zone === null ? "zone.unknown" : "zone.good"),
      value: zone ?? t("unknown"),
    },
    {
      name: "breaker",
      look: breaker === "closed" ? "good" : breaker === "open" ? "bad" : "look",
      said: t(`breaker.${breaker}`),
      value: t(`breaker.word.${breaker}`),
    },
    {
      name: "hostList",
      look:
        mirror.heldBack && !mirror.heldBack.accepted
          ? "look"
          : mirror.ageMs === null || isOld
            ? "look"
            : "good",
      said: t(`hostList.${mirror.heldBack ? "heldBack" : mirror.mode}`),
      value: mirror.ageMs === null ? t("never") : age(mirror.ageMs),
    },
    {
      name: "owners",
      look: owner.found === null ? "unknown" : owner.found ? "good" : "bad",
      said:
        owner.found === false
          ? t("owners.missing", { column: owner.field })
          : t(owner.ownerlessRows ? "owners.some" : "owners.good", { count: owner.ownerlessRows ?? 0 }),
      value: t("ofHosts", { count: format.number(owner.shownHosts), all: format.number(mirror.hosts) }),
    },
    {
      name: "rows",
      look: unread > 0 ? "look" : mirror.badRows === null ? "unknown" : "good",
      said: t(unread > 0 ? "rows.some" : "rows.good", { bad: mirror.badRows ?? 0, doubled: mirror.doubled }),
      value: t("rows.value", { count: unread }),
    },
    {
      name: "signIns",
      look: lockedOut > 0 ? "look" : "good",
      said: t(lockedOut > 0 ? "signIns.some" : "signIns.good"),
      value: t("signIns.value", { count: lockedOut }),
    },
  ];
}

function useWeakSettings({ report, weak }: ChecksCardProps): Check[] {
  const t = useTranslations("connection.check");
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
      value: t("passwordAlone"),
    },
    noProxies && { name: "proxies", look: "unknown", said: warning("noProxies"), value: "0" },
  ];
  return checks.filter((check) => check !== false);
}
