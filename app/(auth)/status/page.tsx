import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { EntryPage } from "@/app/(auth)/entry-page";
import { Rows, SettingRow } from "@/components/ui/card";
import { State } from "@/components/ui/state";
import { config } from "@/lib/config";
import { type PublicNotice, statusAnswer } from "@/lib/provider/status";

export async function generateMetadata(): Promise<Metadata> {
  return config().statusPage ? { title: (await getTranslations("words"))("status") } : {};
}

const SIGNS = { ok: "running", maintenance: "working", incident: "failed" } as const;
const WHEN = {
  year: "numeric",
  month: "short",
  day: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZoneName: "short",
} as const;
const PARTS = ["current", "coming", "past"] as const;

/** For anybody: how it stands with the provider's regions. Off unless `STATUS_PAGE=on`. */
export default async function StatusPage() {
  if (!config().statusPage) {
    notFound();
  }
  const t = await getTranslations("status");
  const w = await getTranslations("words");
  const answer = await statusAnswer();
  return (
    <EntryPage title={w("status")}>
      {answer.areas.length > 0 ? (
        <Rows>
          {answer.areas.map(({ name, state }) => (
            <SettingRow
              key={name}
              label={name}
              control={<State sign={SIGNS[state]}>{t(`state.${state}`)}</State>}
            />
          ))}
        </Rows>
      ) : null}
      {answer.areas.length === 0 && answer.current.length === 0 ? (
        <p className="text-ink-2">{t("fine")}</p>
      ) : null}
      {PARTS.map((part) =>
        answer[part].length > 0 ? <Part key={part} title={t(part)} notices={answer[part]} /> : null,
      )}
    </EntryPage>
  );
}

async function Part({ title, notices }: { title: string; notices: PublicNotice[] }) {
  const [t, locale, format] = await Promise.all([getTranslations("status"), getLocale(), getFormatter()]);
  // Nobody is signed in: the zone is told, whichever it is.
  const at = (iso: string) => format.dateTime(new Date(iso), WHEN);
  return (
    <section className="grid gap-2">
      <h2>{title}</h2>
      <Rows>
        {notices.map(({ id, tone, area, en, zh, from, until }) => (
          <div key={id} className="grid gap-1 px-5 py-3">
            <span className="font-medium">
              {t(`state.${tone}`)}
              {area ? ` · ${area}` : null}
            </span>
            <p className="whitespace-pre-line wrap-anywhere">{locale === "zh-CN" ? zh : en}</p>
            <small className="text-ink-3">
              <time dateTime={from}>{at(from)}</time>
              {until ? (
                <>
                  {" – "}
                  <time dateTime={until}>{at(until)}</time>
                </>
              ) : null}
            </small>
          </div>
        ))}
      </Rows>
    </section>
  );
}
