import { useTranslations } from "next-intl";
import type { SetupTask } from "@/lib/hosts/setup-task";
import { NextStepKey } from "../operate/next-step";

/** How far the set-up is; or that it failed, why, and whom to ask. */
export function SetupCard({ vmId, task, provider }: { vmId: string; task: SetupTask; provider: string }) {
  const t = useTranslations("host.setup");
  const { state, status, message } = task;
  if (state === "setup-failed") {
    return (
      <section className="card state-card" data-setup={state}>
        <h3>{t("failed")}</h3>
        <p>{message ? t("reason", { text: message }) : t("noReason")}</p>
        <p>{t("whomToAsk", { provider })}</p>
        <div className="mt-4">
          <NextStepKey host={{ id: vmId, state }} />
        </div>
      </section>
    );
  }
  return (
    <section className="card state-card" data-setup={state}>
      <h3>{t("title")}</h3>
      <p>{t(`status.${status ?? "none"}`)}</p>
      {message ? <p>{t("message", { text: message })}</p> : null}
      <p>{t("wait")}</p>
    </section>
  );
}
