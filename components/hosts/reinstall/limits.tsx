import { useTimeZone, useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { Banner } from "@/components/ui/page/banner";
import type { LastReinstall, ReinstallLimits } from "@/lib/hosts/reinstall/reinstall-view";
import { useSheet } from "../sheet-context";
import { useNow } from "../time/clock";
import { useDay } from "./use-day";

/** The customer's day, while it is still to come. */
export function NotBefore({ limits: { notBefore } }: { limits: ReinstallLimits }) {
  const t = useTranslations("reinstall.limits");
  const day = useDay();
  return notBefore ? <Banner title={t("notBefore", { day: day(notBefore) })} /> : null;
}

/** What the master's rows hold of earlier ones, a sentence each; nothing where they hold nothing. */
export function useUsed({ used, lastOn }: ReinstallLimits): string[] {
  const t = useTranslations("reinstall.limits");
  const day = useDay();
  const now = useNow();
  const zone = useTimeZone();
  // The master's day begins hours before the viewer's may: what happened "tomorrow" by its calendar happened today.
  const isAhead = lastOn !== null && lastOn > dayIn(now, zone);
  return [
    used ? t("used", { count: used }) : "",
    lastOn === null ? "" : isAhead ? t("lastToday") : t("last", { day: day(lastOn) }),
  ].filter(Boolean);
}

/** `YYYY-MM-DD` of a moment (ms) in a zone, as the master writes its days. */
const dayIn = (now: number, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone }).format(now);

/** What went wrong with the last one, as long as nobody started another. */
export function LastNotice({ last }: { last: LastReinstall | null }) {
  const { host } = useSheet();
  const t = useTranslations("reinstall.after");
  const text = useAfter(last);
  return text ? (
    <Banner
      tone={last?.outcome === "failed" ? "bad" : "warn"}
      title={text}
      actions={
        last?.outcome === "done" ? (
          <ButtonLink href={`/hosts/${host.id}/settings#sign-in`}>{t("access")}</ButtonLink>
        ) : undefined
      }
    />
  ) : null;
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
