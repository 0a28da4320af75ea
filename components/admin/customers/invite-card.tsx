import { useTranslations } from "next-intl";
import { useId } from "react";
import { RefreshWhile } from "@/components/admin/refresh-while";
import { ActionForm, type FormAction } from "@/components/ui/form/action-form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Meter } from "@/components/ui/meter";
import { Dialog, DialogKey } from "@/components/ui/overlay/dialog";
import type { InviteRun } from "@/lib/fleet/invite-runs";
import { DeskText } from "../lists/desk-text";

interface InviteAllKeyProps {
  canMail: boolean;
  inviteEverybody: FormAction;
}

/** All customers at once: says whom, and then does it. */
export function InviteAllKey({ canMail, inviteEverybody }: InviteAllKeyProps) {
  const t = useTranslations("customers.invite");
  const cancel = useTranslations("filter");
  const id = useId();
  return (
    <>
      <DialogKey dialog={id} does="show-modal" variant="plain" icon="mail">
        <DeskText>{t("start")}</DeskText>
      </DialogKey>
      {/* The bar around it has smaller words. */}
      <div className="text-base">
        <Dialog id={id} title={t("title")}>
          <p className="mt-1 text-ink-2">{canMail ? t("text") : t("noMail")}</p>
          <div className="dialog-keys">
            <DialogKey dialog={id} does="close" variant="plain">
              {cancel("cancel")}
            </DialogKey>
            {canMail ? (
              <ActionForm action={inviteEverybody} failed={t("failed")} className="grid" reload>
                <SubmitKey variant="accent">{t("start")}</SubmitKey>
              </ActionForm>
            ) : null}
          </div>
        </Dialog>
      </div>
    </>
  );
}

interface InviteCardProps {
  run: InviteRun;
  stopInviting: FormAction;
}

/** What was sent, what is left, and how to stop. */
export function InviteCard({ run, stopInviting }: InviteCardProps) {
  const t = useTranslations("customers.invite");
  const inProgress = run.endedAt === null;
  const done = run.sent + run.skipped + run.failed;
  return (
    <section className="card">
      <h2 className="mb-1">{t("title")}</h2>
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
          <ActionForm action={stopInviting} failed={t("failed")} reload>
            <SubmitKey>{t("stop")}</SubmitKey>
          </ActionForm>
        </>
      ) : null}
    </section>
  );
}
