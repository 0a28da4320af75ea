import { useTranslations } from "next-intl";
import type { SetupTask } from "@/lib/hosts/setup-task";
import { Card } from "../../ui/card";

/** How far the set-up is, or why it failed. */
export function SetupCard({ task: { state, status, message } }: { task: SetupTask }) {
  const t = useTranslations("host.setup");
  const failed = state === "setup-failed";
  return (
    <Card title={t(failed ? "failed" : "title")}>
      <div data-setup={state}>
        {failed ? null : <p>{t(`status.${status ?? "none"}`)}</p>}
        {message ? <p>{t(failed ? "reason" : "message", { text: message })}</p> : null}
        {failed && !message ? <p>{t("noReason")}</p> : null}
      </div>
    </Card>
  );
}
