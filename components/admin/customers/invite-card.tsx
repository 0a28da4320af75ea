import { useTranslations } from "next-intl";
import { RefreshWhile } from "@/components/admin/refresh-while";
import { ActionForm, type FormAction } from "@/components/ui/form/action-form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Meter } from "@/components/ui/meter";
import type { InviteRun } from "@/lib/fleet/invite-runs";

interface InviteCardProps {
  run: InviteRun | null;
  canMail: boolean;
  actions: { inviteEverybody: FormAction; stopInviting: FormAction };
}

/** All customers at once: what was sent, what is left, and how to stop. */
export function InviteCard({ run, canMail, actions }: InviteCardProps) {
  const t = useTranslations("customers.invite");
  const inProgress = run !== null && run.endedAt === null;
  const done = run ? run.sent + run.skipped + run.failed : 0;
  return (
    <section className="card">
      <h2 className="mb-1">{t("title")}</h2>
      <p className="mb-3 text-ink-2">{canMail ? t("text") : t("noMail")}</p>
      {run ? (
        <p className="mb-3" role="status">
          {t("progress", {
            done,
            total: run.total ?? 0,
            sent: run.sent,
            skipped: run.skipped,
            failed: run.failed,
          })}
          {run.stoppedAt ? ` ${t("stopped")}` : inProgress ? "" : ` ${t("ended")}`}
        </p>
      ) : null}
      {inProgress && run.total ? (
        <div className="mb-3 max-w-md">
          <Meter used={done} limit={run.total} label={t("title")} work />
        </div>
      ) : null}
      {inProgress ? <RefreshWhile /> : null}
      {canMail ? (
        <ActionForm
          action={inProgress ? actions.stopInviting : actions.inviteEverybody}
          failed={t("failed")}
          reload
        >
          <SubmitKey>{inProgress ? t("stop") : t("start")}</SubmitKey>
        </ActionForm>
      ) : null}
    </section>
  );
}
