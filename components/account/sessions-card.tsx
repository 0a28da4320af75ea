import { useTranslations } from "next-intl";
import { ActionForm, type FormAction } from "@/components/ui/form/action-form";
import { FormSection } from "@/components/ui/form/form-section";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { type SessionLine, SessionList } from "./session-list";

interface SessionsCardProps {
  sessions: SessionLine[];
  current: string;
  zone: string | null;
  actions: { endSession: FormAction; endOtherSessions: FormAction; signOutEverywhere: FormAction };
}

export function SessionsCard({ sessions, current, zone, actions }: SessionsCardProps) {
  const t = useTranslations("account.sessions");
  const shell = useTranslations("shell");
  return (
    <FormSection title={t("title")}>
      <SessionList sessions={sessions} current={current} zone={zone} endSession={actions.endSession} />
      {sessions.length > 1 ? (
        <ActionForm
          action={actions.endOtherSessions}
          failed={shell("failed")}
          className="flex flex-wrap items-center gap-3"
        >
          <SubmitKey>{t("endOthers")}</SubmitKey>
          <small>{t("endOthersNote")}</small>
        </ActionForm>
      ) : null}
      <ActionForm
        action={actions.signOutEverywhere}
        failed={shell("failed")}
        leaveTo="/sign-in"
        className="flex flex-wrap items-center gap-3"
      >
        <SubmitKey>{t("signOutEverywhere")}</SubmitKey>
        <small>{t("signOutEverywhereNote")}</small>
      </ActionForm>
    </FormSection>
  );
}
