import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Banner } from "@/components/ui/page/banner";
import { StateDot } from "@/components/ui/state";
import { SETUP_STATUSES, SETUP_STEPS, type SetupTask } from "@/lib/hosts/setup-task";

interface SetupCardProps {
  task: SetupTask;
  /** Where to ask about this host; null where the provider set no link. */
  support: string | null;
}

/** How far the set-up is; or that it failed, why, and whom to ask. */
export function SetupCard({ task, support }: SetupCardProps) {
  const t = useTranslations("host-setup");
  const hosts = useTranslations("words");
  const { state, status, message } = task;
  if (state === "setup-failed") {
    return (
      <div data-setup={state}>
        <Banner
          tone="bad"
          title={t("failed")}
          actions={
            support ? (
              <ButtonLink href={support} plainLink>
                {hosts("contactSupport")}
              </ButtonLink>
            ) : undefined
          }
          text={
            <>
              {message ? t("reason", { text: message }) : t("noReason")} {t("unusable")}
            </>
          }
        />
      </div>
    );
  }
  return (
    <div data-setup={state}>
      <Card title={t("title")}>
        <div className="flex flex-col gap-4">
          {status ? <SetupSteps status={status} message={message} /> : message ? <p>“{message}”</p> : null}
          <p className="text-13 text-ink-3">{t("wait")}</p>
        </div>
      </Card>
    </div>
  );
}

function SetupSteps({
  status,
  message,
}: {
  status: NonNullable<SetupTask["status"]>;
  message: string | null;
}) {
  const step = useTranslations("operations.step");
  const now = SETUP_STATUSES.indexOf(status);
  return (
    <ol className="flex flex-col gap-3">
      {SETUP_STATUSES.map((code, at) => (
        <li key={code} aria-current={at === now ? "step" : undefined} className="flex gap-3">
          <span className="grid size-5 shrink-0 place-items-center">
            <StateDot sign={at < now ? "done" : at === now ? "working" : "off"} />
          </span>
          <span className={at > now ? "text-ink-3" : "font-medium"}>
            {step(SETUP_STEPS[code])}
            {at === now && message ? (
              <small className="block font-normal text-13 text-ink-2">“{message}”</small>
            ) : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
