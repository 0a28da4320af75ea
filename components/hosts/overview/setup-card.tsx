import { useTranslations } from "next-intl";
import { Glyph } from "@/components/ui/glyph";
import { KeyLink } from "@/components/ui/key-link";
import { SETUP_STATUSES, type SetupTask } from "@/lib/hosts/setup-task";
import type { ProviderView } from "@/lib/provider/provider-view";
import { Way } from "./way";

interface SetupCardProps {
  vmId: string;
  task: SetupTask;
  provider: Pick<ProviderView, "name" | "support">;
}

/** How far the set-up is; or that it failed, why, and whom to ask. */
export function SetupCard({ vmId, task, provider: { name, support } }: SetupCardProps) {
  const t = useTranslations("host-setup");
  const hosts = useTranslations("hosts");
  const way = useTranslations("host.stateCard.way.history");
  const { state, status, message } = task;
  if (state === "setup-failed") {
    return (
      <section className="card state-card" data-setup={state}>
        <h3>{t("failed")}</h3>
        <p>{message ? t("reason", { text: message }) : t("noReason")}</p>
        <p>{t("unusable")}</p>
        <ul className="state-steps">
          <Way
            icon="mail"
            title={t("support.title", { provider: name })}
            text={t("support.text", { id: vmId })}
          >
            {support ? (
              <KeyLink href={support} variant="accent" plainLink>
                {hosts("empty.support")}
              </KeyLink>
            ) : null}
          </Way>
          <Way icon="list" title={way("title")} text={way("text")}>
            <KeyLink href={`/hosts/${vmId}/activity`}>{way("key")}</KeyLink>
          </Way>
        </ul>
      </section>
    );
  }
  return (
    <section className="card state-card" data-setup={state}>
      <h3>{t("title")}</h3>
      <p>{t("wait")}</p>
      {status ? (
        <SetupSteps status={status} message={message} />
      ) : message ? (
        <p>{t("message", { text: message })}</p>
      ) : null}
    </section>
  );
}

function SetupSteps({
  status,
  message,
}: {
  status: NonNullable<SetupTask["status"]>;
  message: string | null;
}) {
  const t = useTranslations("host-setup");
  const now = SETUP_STATUSES.indexOf(status);
  return (
    <ol className="state-steps">
      {SETUP_STATUSES.map((step, at) => (
        <li
          key={step}
          aria-current={at === now ? "step" : undefined}
          className={at === now ? "tone-busy" : undefined}
        >
          <Glyph shape={at < now ? "check" : at === now ? "arc" : "ring"} small toned={at === now} />
          <span>
            {at === now ? <b>{t(`step.${step}`)}</b> : t(`step.${step}`)}
            {at === now && message ? <small>{t("message", { text: message })}</small> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
