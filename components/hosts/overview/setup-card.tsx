import { useTranslations } from "next-intl";
import { useGap } from "@/components/ui/use-gap";
import type { SetupTask } from "@/lib/hosts/setup-task";
import { Card } from "../../ui/card";
import { useNextSteps } from "../operate/next-step";

/** How far the set-up is; or that it failed, why, and whom to ask. */
export function SetupCard({ task: { state, status, message } }: { task: SetupTask }) {
  const t = useTranslations("host.setup");
  const gap = useGap();
  const { provider } = useNextSteps();
  if (state === "setup-failed") {
    return (
      <section className="card state-card" data-setup={state}>
        <h3>{t("failed")}</h3>
        <p>
          {message ? t("reason", { text: message }) : t("noReason")}
          {gap}
          {t("whomToAsk", { provider })}
        </p>
      </section>
    );
  }
  return (
    <Card title={t("title")}>
      <div data-setup={state}>
        <p>{t(`status.${status ?? "none"}`)}</p>
        {message ? <p>{t("message", { text: message })}</p> : null}
      </div>
    </Card>
  );
}
