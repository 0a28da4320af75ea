import { useFormatter, useTranslations } from "next-intl";
import { Disclosure } from "@/components/ui/disclosure";
import { Mark } from "@/components/ui/mark";
import type { PageVerdict, Shortfall } from "@/lib/fleet/survey/judge-pages";
import { judgePages, wasPaused } from "@/lib/fleet/survey/judge-pages";
import type { SurveyRecord } from "@/lib/fleet/survey/survey-record";
import { ReportTime } from "./report-time";
import { SettingNames } from "./setting-names";

const LOOK = {
  works: { tone: "run", shape: "check" },
  untried: { tone: "off", shape: "dashes" },
  partly: { tone: "busy", shape: "triangle" },
  cannot: { tone: "alert", shape: "crossed" },
  off: { tone: "off", shape: "ring" },
} as const;

/** Where the look at RStack's replies is told, under Diagnostics. */
export const REPLIES = "replies";

/** How much of the panel works with this RStack; what is missing first, the rest behind a line. */
export function SurveyPages({
  record: { survey, finishedAt },
  zone,
}: {
  record: SurveyRecord;
  zone: string | null;
}) {
  const t = useTranslations("connection.survey");
  const pages = survey ? judgePages(survey) : [];
  const working = pages.filter(({ verdict }) => verdict === "works");
  return (
    <section className="card">
      <h2 className="mb-3">{t("pagesTitle")}</h2>
      {pages.length === 0 ? (
        <p className="text-ink-2">
          {survey === null
            ? t("never")
            : wasPaused(survey)
              ? t("paused")
              : t.rich("brokeOff", { link: (text) => <a href={`#${REPLIES}`}>{text}</a> })}
        </p>
      ) : null}
      {pages.length > 0 ? (
        <p className="mb-3 text-ink-2">
          {t.rich("works", {
            time: () => (
              <span key="time" className="whitespace-nowrap">
                {finishedAt ? <ReportTime zone={zone} iso={finishedAt} /> : null}
              </span>
            ),
            count: working.length,
            all: pages.length,
            untried: pages.filter(({ verdict }) => verdict === "untried").length,
          })}
        </p>
      ) : null}
      <PageLines pages={pages.filter(({ verdict }) => verdict !== "works")} />
      {working.length > 0 ? (
        <Disclosure title={t("showAll")}>
          <PageLines pages={working} />
        </Disclosure>
      ) : null}
    </section>
  );
}

function PageLines({ pages }: { pages: PageVerdict[] }) {
  const t = useTranslations("connection.survey");
  return (
    <ul className="grid gap-2.5">
      {pages.map((page) => (
        <li key={page.page} data-page={page.page}>
          <Mark
            {...LOOK[page.verdict]}
            word={t(`page.${page.page}`)}
            note={
              <span className={page.verdict === "works" ? "sr-only" : undefined}>
                {t(`verdict.${page.verdict}`)}
              </span>
            }
          />
          <PageLine {...page} />
        </li>
      ))}
    </ul>
  );
}

function PageLine({ shortfalls, unseen }: PageVerdict) {
  const t = useTranslations("connection.survey");
  const format = useFormatter();
  const sentence = useShortfall();
  return (
    <>
      {shortfalls.map((one) => (
        <span key={sentence(one)} className="mt-1 ml-8 block text-ink-2 text-sm wrap-anywhere">
          <SettingNames text={sentence(one)} />
        </span>
      ))}
      {unseen.length > 0 ? (
        <span className="ml-8 block text-ink-3 text-xs">
          {t("unseen", { replies: format.list(unseen.map((reply) => t(`of.${reply}`))) })}
        </span>
      ) : null}
    </>
  );
}

function useShortfall(): (shortfall: Shortfall) => string {
  const t = useTranslations("connection.survey");
  return (one) => {
    if ("console" in one) {
      return t(`consoleSetting.${one.console}`);
    }
    const name = one.column === null ? one.action : `${one.action}.${one.column}`;
    return t("shortfall", { why: t(`why.${one.why}`, { name }), lost: t(`lost.${one.lost}`) });
  };
}
