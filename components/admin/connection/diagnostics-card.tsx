import { useFormatter, useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import { judgePages } from "@/lib/fleet/survey/judge-pages";
import { lossOf } from "@/lib/fleet/survey/page-needs";
import type { Survey, SurveyedReply } from "@/lib/fleet/survey/survey-master";
import type { SurveyRecord } from "@/lib/fleet/survey/survey-record";
import type { SyncProgress } from "@/lib/fleet/sync-progress";
import { type Fact, FactList } from "../fact-card";
import { explainedAt, useCheckName } from "./checks-card";
import { useDiagnosisFacts } from "./diagnosis-facts";
import { ReportTime } from "./report-time";
import { SettingNames } from "./setting-names";
import { REPLIES } from "./survey-pages";
import { type ChecksProps, useChecks } from "./use-checks";

interface DiagnosticsCardProps {
  checked: ChecksProps;
  report: ConnectionReport;
  progress: SyncProgress;
  record: SurveyRecord;
  zone: string | null;
}

/** What one reads when something is wrong: how the lists are kept, and every column that RStack gave. */
export function DiagnosticsCard({
  checked,
  report,
  progress,
  record: { survey, finishedAt },
  zone,
}: DiagnosticsCardProps) {
  const t = useTranslations("connection");
  const checkFacts = useCheckFacts(checked, survey);
  const linkFacts = useLinkFacts(report, zone);
  const syncFacts = useSyncFacts(progress, zone);
  const surveyFacts = useSurveyFacts();
  return (
    <section className="card py-2" data-diagnostics>
      <Disclosure title={t("survey.diagnostics")} note={t("survey.diagnosticsNote")}>
        <div className="grid gap-6">
          <Part title={t("check.inWords")} facts={checkFacts} />
          <Part title={t("link.title")} facts={linkFacts} />
          <Part title={t("sync.title")} facts={syncFacts} />
          {survey && finishedAt ? (
            <>
              <Part
                id={REPLIES}
                title={t("survey.title")}
                facts={[
                  { name: t("survey.found"), value: <ReportTime zone={zone} iso={finishedAt} /> },
                  ...surveyFacts(survey),
                ]}
              />
              <Replies replies={survey.replies} />
            </>
          ) : null}
        </div>
      </Disclosure>
    </section>
  );
}

const Part = ({ id, title, facts }: { id?: string; title: string; facts: Fact[] }) => (
  <section id={id}>
    <h3 className="mb-2">{title}</h3>
    <FactList facts={facts} />
  </section>
);

/** What was checked, in sentences, with the settings that change it. */
function useCheckFacts(checked: ChecksProps, survey: Survey | null): Fact[] {
  const t = useTranslations("connection.survey");
  const nameOf = useCheckName();
  const shortfalls = (survey ? judgePages(survey) : []).flatMap((page) => page.shortfalls);
  const console = shortfalls.find((one) => "console" in one);
  // What no list of RStack's can be had for is named by nothing.
  const isNameless = shortfalls.some(
    (one) => "lost" in one && one.column !== null && one.why !== "not-given",
  );
  const told = [
    ...useChecks(checked).map((check) => ({
      id: explainedAt(check.name),
      name: nameOf(check),
      said: check.said,
    })),
    ...(console ? [{ name: t("page.console"), said: t(`consoleDetail.${console.console}`) }] : []),
    ...(isNameless ? [{ name: t("pagesTitle"), said: t("howToName") }] : []),
  ];
  return told.map(({ said, ...fact }) => ({ ...fact, value: <SettingNames text={said} /> }));
}

function useLinkFacts(
  { lastAnswerAt, downSince, mirror, owner }: ConnectionReport,
  zone: string | null,
): Fact[] {
  const t = useTranslations("connection");
  const format = useFormatter();
  const count = (n: number | null) => (n === null ? t("link.unknown") : format.number(n));
  return [
    {
      name: t("link.lastAnswer"),
      value: lastAnswerAt ? <ReportTime zone={zone} iso={lastAnswerAt} /> : t("link.never"),
    },
    ...(downSince ? [{ name: t("link.downSince"), value: <ReportTime zone={zone} iso={downSince} /> }] : []),
    { name: t("mirror.doubled"), value: count(mirror.ageMs === null ? null : mirror.doubled) },
    { name: t("mirror.badRows"), value: count(mirror.badRows) },
    { name: t("owner.field"), value: <SettingNames text={`RSTACK_OWNER_FIELD=${owner.field}`} /> },
    { name: t("owner.ownerless"), value: count(mirror.ageMs === null ? null : owner.ownerlessRows) },
    ...(owner.candidates.length > 0
      ? [{ name: t("owner.candidates"), value: <code>{owner.candidates.join(", ")}</code> }]
      : []),
  ];
}

/** How far the panel's copy of RStack's lists has come. */
function useSyncFacts({ fleet, customers, nodes }: SyncProgress, zone: string | null): Fact[] {
  const t = useTranslations("connection.sync");
  const link = useTranslations("connection.link");
  const format = useFormatter();
  const since = fleet.readingSince ?? fleet.restsUntil;
  return [
    {
      name: t("fleet"),
      value: fleet.finishedAt ? <ReportTime zone={zone} iso={fleet.finishedAt} /> : t("notRead"),
    },
    {
      name: t("rows"),
      value: fleet.finishedAt && fleet.rows !== null ? format.number(fleet.rows) : link("unknown"),
    },
    {
      name: t("now"),
      value: since ? (
        <>
          {t(fleet.readingSince ? "in-progress" : "rests")} <ReportTime zone={zone} iso={since} />
        </>
      ) : (
        t("idle")
      ),
    },
    { name: t("customers"), value: t("customersValue", customers) },
    {
      name: t("nodes"),
      value: nodes.asOf
        ? t.rich("nodesValue", {
            count: format.number(nodes.listed),
            time: () => <ReportTime key="time" zone={zone} iso={nodes.asOf ?? ""} />,
          })
        : t("notRead"),
    },
  ];
}

function useSurveyFacts(): (survey: Survey) => Fact[] {
  const t = useTranslations("connection.survey");
  const format = useFormatter();
  const diagnosisFacts = useDiagnosisFacts();
  return ({ test, fleet, filtersByOwner: filters }) => {
    const refused = test.diagnosis ?? fleet?.diagnosis;
    if (refused) {
      return diagnosisFacts(refused);
    }
    const size = fleet && { rows: fleet.rows, owners: fleet.owners, ms: fleet.ms };
    return [
      ...(fleet && size
        ? [
            { name: t("hosts"), value: t("hostsValue", size) },
            { name: t("badRows"), value: format.number(fleet.badRows) },
            { name: t("doubled"), value: format.number(fleet.doubledIds) },
          ]
        : []),
      {
        name: t("filter"),
        value: filters === null ? t("filterUnknown") : filters ? t("filters") : t("ignores"),
      },
    ];
  };
}

/** Beside each other on a desk; on a phone the columns get the whole width. */
function Replies({ replies }: { replies: SurveyedReply[] }) {
  const t = useTranslations("connection.survey.of");
  return (
    <dl className="facts facts-high gap-3">
      {replies.map((found) => (
        <div key={found.reply}>
          <dt>{t(found.reply)}</dt>
          <dd>
            <ReplyFound found={found} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** How long a list is, its columns, and which of them the panel takes what it knows from. */
function ReplyFound({ found }: { found: SurveyedReply }) {
  const t = useTranslations("connection.survey");
  const diagnosisFacts = useDiagnosisFacts();
  if (!found.ok) {
    return (
      <>
        <b className="text-alert-text">{t("notGiven", { ms: found.ms })}</b>
        <FactList facts={diagnosisFacts(found.diagnosis)} />
      </>
    );
  }
  const read = found.fields
    .flatMap(({ found: how, column }) => (how === "missing" ? [] : [t(`field.${how}`, { field: column })]))
    .join(", ");
  const missing = found.fields.filter((one) => one.found === "missing");
  return (
    <>
      {t("rows", { rows: found.rows, ms: found.ms })}
      {found.columns.length > 0 ? (
        <code className="my-1 block text-ink-2 text-xs">{found.columns.join(", ")}</code>
      ) : (
        <span className="block text-ink-3 text-xs">{t("noColumns")}</span>
      )}
      {read ? <span className="block text-ink-3 text-xs">{t("fields", { fields: read })}</span> : null}
      {missing.map(({ field, column }) => {
        const loss = lossOf(found.reply, field);
        return (
          <span key={column} className="block text-ink-3 text-xs">
            {t("missing", { column, lost: loss ? t(`lost.${loss}`) : t("nothingLost") })}
          </span>
        );
      })}
    </>
  );
}
