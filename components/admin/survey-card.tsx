import { useFormatter, useTranslations } from "next-intl";
import { ActionForm, type FormAction } from "@/components/ui/action-form";
import { SubmitKey } from "@/components/ui/submit-key";
import { lossOf } from "@/lib/fleet/survey/page-needs";
import type { SurveyedReply } from "@/lib/fleet/survey/survey-master";
import type { SurveyRecord } from "@/lib/fleet/survey/survey-record";
import { useDiagnosisFacts } from "./diagnosis-facts";
import { type Fact, FactList } from "./fact-card";
import { RefreshWhile } from "./refresh-while";
import { ReportTime } from "./report-time";
import { SurveyPages } from "./survey-pages";

/** What the last check of the master's lists found; a key has it done again, in the background. */
export function SurveyCard({ record, check }: { record: SurveyRecord; check: FormAction }) {
  const t = useTranslations("connection.survey");
  const shell = useTranslations("shell");
  const { survey, finishedAt, running } = record;
  const facts = useSurveyFacts()(record);
  return (
    <section className="card grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2>{t("title")}</h2>
        <ActionForm action={check} failed={shell("failed")}>
          <SubmitKey aria-disabled={running || undefined}>{running ? t("checking") : t("check")}</SubmitKey>
        </ActionForm>
      </div>
      {running ? (
        <p role="status" className="text-ink-2">
          {t("checkingNote")}
          <RefreshWhile />
        </p>
      ) : null}
      {survey && finishedAt ? (
        <>
          <FactList facts={[{ name: t("found"), value: <ReportTime iso={finishedAt} /> }, ...facts]} />
          <SurveyPages survey={survey} />
          {survey.replies.length > 0 ? (
            <details className="admin-more">
              <summary>{t("diagnostics")}</summary>
              <Replies replies={survey.replies} />
            </details>
          ) : null}
        </>
      ) : running ? null : (
        <p className="text-ink-2">{t("never")}</p>
      )}
    </section>
  );
}

function useSurveyFacts(): (record: SurveyRecord) => Fact[] {
  const t = useTranslations("connection.survey");
  const format = useFormatter();
  const diagnosisFacts = useDiagnosisFacts();
  return ({ survey }) => {
    if (!survey) {
      return [];
    }
    const refused = survey.test.diagnosis ?? survey.fleet?.diagnosis;
    if (refused) {
      return diagnosisFacts(refused);
    }
    const { fleet, filtersByOwner: filters } = survey;
    const size = fleet && { rows: fleet.rows, owners: fleet.owners, ms: fleet.ms };
    return [
      { name: t("zone"), value: survey.timeZone ?? t("zoneUnknown") },
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
    <dl className="grid gap-3">
      {replies.map((found) => (
        <div key={found.reply} className="desk:grid desk:grid-cols-[11rem_minmax(0,1fr)] desk:gap-4">
          <dt className="text-ink-2">{t(found.reply)}</dt>
          <dd className="wrap-anywhere tabular-nums">
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
      <code className="my-1 block text-ink-2 text-xs">{found.columns.join(", ") || t("noColumns")}</code>
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
