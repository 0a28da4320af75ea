import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
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
  return (
    <FormSection title={t("title")}>
      <SessionList sessions={sessions} current={current} zone={zone} endSession={actions.endSession} />
      {sessions.length > 1 ? (
        <Form action={actions.endOtherSessions} className="flex flex-wrap items-center gap-3">
          <SubmitKey>{t("endOthers")}</SubmitKey>
          <small>{t("endOthersNote")}</small>
        </Form>
      ) : null}
      <Form
        action={actions.signOutEverywhere}
        leaveTo="/sign-in"
        lost={t("stillSignedIn")}
        className="flex flex-wrap items-center gap-3"
      >
        <SubmitKey>{t("signOutEverywhere")}</SubmitKey>
        <small>{t("signOutEverywhereNote")}</small>
      </Form>
    </FormSection>
  );
}
