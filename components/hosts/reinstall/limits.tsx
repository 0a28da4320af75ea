import { useTimeZone, useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { NoticeLine } from "@/components/ui/notice-line";
import { useGap } from "@/components/ui/spacing";
import type { LastReinstall, ReinstallLimits } from "@/lib/hosts/reinstall/reinstall-view";
import { useSheet } from "../sheet-context";
import { useNow } from "../time/clock";
import { useDay } from "./use-day";

/** What the master's rows hold, before the choice; nothing where they hold nothing. */
export function Limits({ limits: { used, lastOn, notBefore } }: { limits: ReinstallLimits }) {
  const t = useTranslations("reinstall.limits");
  const day = useDay();
  const now = useNow();
  const zone = useTimeZone();
  const gap = useGap();
  // The master's day begins hours before the viewer's may: what happened "tomorrow" by its calendar happened today.
  const isAhead = lastOn !== null && lastOn > dayIn(now, zone);
  const said = [
    used ? t("used", { count: used }) : null,
    lastOn === null ? null : isAhead ? t("lastToday") : t("last", { day: day(lastOn) }),
  ].filter(Boolean);
  return (
    <>
      {notBefore ? (
        <NoticeLine tone="alert" className="mb-4">
          {t("notBefore", { day: day(notBefore) })}
        </NoticeLine>
      ) : null}
      {said.length > 0 ? <p className="mb-6 text-ink-2">{said.join(gap)}</p> : null}
    </>
  );
}

/** `YYYY-MM-DD` of a moment (ms) in a zone, as the master writes its days. */
const dayIn = (now: number, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone }).format(now);

/** What went wrong with the last one, as long as nobody started another. */
export function LastNotice({ last }: { last: LastReinstall | null }) {
  const { host } = useSheet();
  const t = useTranslations("reinstall.after");
  const text = useAfter(last);
  if (!text) {
    return null;
  }
  return (
    <>
      <NoticeLine tone={last?.outcome === "failed" ? "alert" : "busy"} className="mb-4">
        {text}
      </NoticeLine>
      {last?.outcome === "done" ? (
        <ButtonLink href={`/hosts/${host.id}/access`} className="mb-6">
          {t("access")}
        </ButtonLink>
      ) : null}
    </>
  );
}

function useAfter(last: LastReinstall | null): string | null {
  const t = useTranslations("reinstall.after");
  const text = last?.message ?? "";
  switch (last?.outcome) {
    case "failed":
      return text ? t("failedWith", { text }) : t("failed");
    case "unconfirmed":
      return t("unconfirmed");
    case "done":
      break;
    default:
      return null;
  }
  switch (last.password) {
    case "refused":
      return text ? t("refusedWith", { text }) : t("refused");
    case "not-sent":
      return t("not-sent");
    case "unconfirmed":
      return t("maybe");
    default:
      return null;
  }
}
