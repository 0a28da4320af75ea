import { useTranslations } from "next-intl";
import type { PageVerdict, Shortfall } from "@/lib/fleet/survey/judge-pages";
import { judgePages } from "@/lib/fleet/survey/judge-pages";
import type { Survey } from "@/lib/fleet/survey/survey-master";

const TONE = { works: "text-run-text", partly: "text-busy-text", cannot: "text-alert-text" } as const;

/** One line for each page of the panel: whether it works at this master, and what is missing. */
export function SurveyPages({ survey }: { survey: Survey }) {
  const t = useTranslations("connection.survey");
  const pages = judgePages(survey);
  if (pages.length === 0) {
    return null;
  }
  const isShort = pages.some(({ shortfalls }) => shortfalls.some((one) => "lost" in one));
  return (
    <section className="grid gap-3">
      <h3>{t("pagesTitle")}</h3>
      <dl className="grid gap-2">
        {pages.map((page) => (
          <div
            key={page.page}
            className="desk:grid desk:grid-cols-[11rem_minmax(0,1fr)] desk:gap-4"
            data-page={page.page}
          >
            <dt className="text-ink-2">{t(`page.${page.page}`)}</dt>
            <dd className="wrap-anywhere">
              <PageLine {...page} />
            </dd>
          </div>
        ))}
      </dl>
      {isShort ? <p className="text-ink-2 text-sm">{t("howToName")}</p> : null}
    </section>
  );
}

function PageLine({ verdict, shortfalls, unseen }: PageVerdict) {
  const t = useTranslations("connection.survey");
  const sentence = useShortfall();
  return (
    <>
      <b className={TONE[verdict]}>{t(`verdict.${verdict}`)}</b>
      {shortfalls.map((one) => (
        <span key={sentence(one)} className="block text-ink-2">
          {sentence(one)}
        </span>
      ))}
      {unseen.length > 0 ? (
        <span className="block text-ink-3 text-xs">
          {t("unseen", { replies: unseen.map((reply) => t(`of.${reply}`)).join(", ") })}
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
