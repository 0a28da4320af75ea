import { useTranslations } from "next-intl";
import { RefreshWhile } from "@/components/shell/refresh-while";
import { Card } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Meter } from "@/components/ui/meter";
import type { InviteRun } from "@/lib/fleet/invite-runs";

interface InviteCardProps {
  run: InviteRun;
  stopInviting: FormAction;
}

/** What was sent, what is left, and how to stop. */
export function InviteCard({ run, stopInviting }: InviteCardProps) {
  const t = useTranslations("customers-invite");
  const inProgress = run.endedAt === null;
  const done = run.sent + run.skipped + run.failed;
  return (
    <Card title={t("title")}>
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
      {inProgress && run.total ? (
        <div className="mb-3 max-w-md">
          <Meter used={done} limit={run.total} label={t("title")} work />
        </div>
      ) : null}
      {inProgress ? (
        <>
          <RefreshWhile />
          <Form action={stopInviting} reload>
            <SubmitButton>{t("stop")}</SubmitButton>
          </Form>
        </>
      ) : null}
    </Card>
  );
}
