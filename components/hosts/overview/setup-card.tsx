import { useTranslations } from "next-intl";
import type { SetupTask } from "@/lib/hosts/setup-task";
import { Card } from "../../ui/card";

/** How far the set-up is; or that it failed, why, and whom to ask. */
export function SetupCard({ task, provider }: { task: SetupTask; provider: string }) {
  const t = useTranslations("host.setup");
  const { state, status, message } = task;
  if (state === "setup-failed") {
    return (
      <section className="card state-card" data-setup={state}>
        <h3>{t("failed")}</h3>
        <p>{message ? t("reason", { text: message }) : t("noReason")}</p>
        <p>{t("whomToAsk", { provider })}</p>
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
