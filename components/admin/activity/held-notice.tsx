import { useTranslations } from "next-intl";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { NoticeLine } from "@/components/ui/notice-line";

interface HeldNoticeProps {
  count: number;
  /** Null for who may look but not resume. */
  resume: FormAction | null;
}

/** Operations that came with a restored backup. */
export function HeldNotice({ count, resume }: HeldNoticeProps) {
  const t = useTranslations("fleet-operations.held");
  return (
    <NoticeLine tone="busy">
      <span className="grid gap-2">
        <span>{t("text", { count })}</span>
        {resume ? (
          <Form action={resume}>
            <SubmitButton>{t("resume")}</SubmitButton>
          </Form>
        ) : (
          <span>{t("adminOnly")}</span>
        )}
      </span>
    </NoticeLine>
  );
}
