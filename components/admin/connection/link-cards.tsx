import { useFormatter, useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Banner } from "@/components/ui/page/banner";
import { DescriptionList, type NamedFact } from "@/components/ui/page/facts";
import type { Diagnosis } from "@/lib/fleet/fault-causes";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import { HostLink } from "../host-link";
import { useUnitText } from "../use-unit-text";
import { ReportTime } from "./report-time";
import { SettingNames } from "./setting-names";
import { useAgeText } from "./use-checks";

interface LinkCardsProps {
  report: ConnectionReport;
  /** At most, of all instances. */
  callsPerSecond: number;
  /** Since when the panel's list of nodes is so (ISO 8601). */
  zone: string | null;
  /** What support asks for: no secret, no name. */
  diagnostics: string;
}

/** The last hour in numbers, what the panel knows of RStack, and what RStack refused last. */
export function LinkCards({ report, callsPerSecond, zone, diagnostics }: LinkCardsProps) {
  const w = useTranslations("words");
  const t = useTranslations("connection");
  const usage = useTranslations("usage");
  const operations = useTranslations("operations");
  const { number } = useFormatter();
  const age = useAgeText();
  const unitText = useUnitText();
  const { lastHour, lastAnswerAt, downSince, mirror, owner, versions } = report;
  const ms = (value: number | null) => value !== null && `${number(value)} ms`;
  return (
    <>
      <Card title={usage("periods.hour")} tight>
        <DescriptionList
          facts={[
            [t("hour.calls"), number(lastHour.calls)],
            [
              w("failed"),
              <span key="failed" className={lastHour.failed > 0 ? "font-medium text-bad-ink" : undefined}>
                {number(lastHour.failed)}
              </span>,
            ],
            [operations("outcome.refused"), lastHour.refused > 0 && number(lastHour.refused)],
            [w("average"), ms(lastHour.averageMs)],
            [t("hour.slowest"), ms(lastHour.slowestMs)],
            [
              t("hour.lastAnswer"),
              lastAnswerAt ? <ReportTime key="last" zone={zone} iso={lastAnswerAt} /> : w("never"),
            ],
            [t("hour.downSince"), downSince && <ReportTime key="down" zone={zone} iso={downSince} />],
          ]}
        />
      </Card>
      <Card title="RStack" tight foot={<CopyButton value={diagnostics} label={t("copy")} text={t("copy")} />}>
        <DescriptionList
          facts={[
            [w("hosts"), number(mirror.hosts)],
            [
              w("hostList"),
              mirror.ageMs === null ? w("never") : t("checks.readAgo", { age: age(mirror.ageMs) }),
            ],
            [t("facts.owner"), <code key="owner">{owner.field}</code>],
            [
              t("facts.candidates"),
              owner.found === false && owner.candidates.length > 0 && (
                <code>{owner.candidates.join(", ")}</code>
              ),
            ],
            [t("facts.versions"), versions.map((one) => t("facts.version", one)).join(", ") || null],
            [t("facts.unit"), unitText(report.unit)],
            [t("facts.rate"), t("facts.atMost", { count: callsPerSecond })],
          ]}
        />
      </Card>
      <LastFault report={report} zone={zone} />
    </>
  );
}

/** Where what RStack refused is told. */
function LastFault({ report: { lastFault: fault }, zone }: Pick<LinkCardsProps, "report" | "zone">) {
  const w = useTranslations("words");
  const t = useTranslations("connection.fault");
  const diagnosisFacts = useDiagnosisFacts();
  return fault ? (
    <Card title={t(fault.diagnosis.kind === "refused" ? "refusal" : "title")} tight>
      <DescriptionList
        facts={[
          [w("time"), <ReportTime key="at" zone={zone} iso={fault.at} />],
          [t("action"), fault.action && <code>{fault.action}</code>],
          [w("host"), fault.host && <HostLink {...fault.host} />],
          ...diagnosisFacts(fault.diagnosis, fault.wasCommand),
        ]}
      />
    </Card>
  ) : null;
}

interface WarningsProps {
  report: ConnectionReport;
  /** Builds of other instances that are not this one's. */
  otherBuilds: string[];
  /** What a restart of this instance would bring, where that is something else. */
  onDisk: { running: string; installed: string } | null;
  zone: string | null;
}

/** Why something doesn't work at all now: RStack doesn't answer, nobody sees a host, an old version runs. */
export function Warnings({ report, otherBuilds, onDisk, zone }: WarningsProps) {
  const t = useTranslations("connection");
  const operations = useTranslations("operations");
  const { list } = useFormatter();
  const diagnosisFacts = useDiagnosisFacts();
  const { diagnosis } = report.test;
  const refused = diagnosis?.kind === "refused";
  return (
    <>
      {diagnosis ? (
        <Banner
          tone="bad"
          title={
            report.downSince
              ? t.rich(refused ? "down.refuses" : "down.silent", {
                  time: () => <ReportTime key="time" zone={zone} iso={report.downSince ?? ""} today hour />,
                })
              : refused
                ? operations("outcome.refused")
                : t("verdict.silent")
          }
          text={<DescriptionList facts={diagnosisFacts(diagnosis)} />}
        />
      ) : null}
      {onDisk ? <Banner tone="bad" title={t("warning.onDisk", onDisk)} /> : null}
      {otherBuilds.length > 0 ? (
        <Banner tone="warn" title={t("warning.otherBuilds", { builds: list(otherBuilds) })} />
      ) : null}
      {report.noHosts.length > 0 ? (
        <Banner
          tone="bad"
          title={t("noHosts.title")}
          text={report.noHosts.map((reason) => (
            <span key={reason} className="block">
              <SettingNames text={t(`noHosts.reason.${reason}`)} />
            </span>
          ))}
        />
      ) : null}
    </>
  );
}

/** What is known of a fault: the cause, or the causes that are left, and the master's own words. */
function useDiagnosisFacts(): (diagnosis: Diagnosis, wasCommand?: boolean) => NamedFact[] {
  const w = useTranslations("words");
  const t = useTranslations("connection");
  return ({ kind, cause, left, words, detail }, wasCommand = false) => {
    const result = kind === "unknown" && wasCommand ? t("fault.maybeDone") : t(`fault.kinds.${kind}`);
    return [
      [w("result"), result],
      [t("fault.cause"), cause && <SettingNames key="cause" text={t(`cause.${cause}`)} />],
      [
        t("fault.possible"),
        left.length > 0 && (
          <ul key="left" className="grid gap-1">
            {left.map((each) => (
              <li key={each}>
                <SettingNames text={t(`cause.${each}`)} />
              </li>
            ))}
          </ul>
        ),
      ],
      [t("fault.message"), words ? <q key="words">{words}</q> : kind === "refused" && w("none")],
      [w("details"), detail && <code key="detail">{detail}</code>],
    ];
  };
}
