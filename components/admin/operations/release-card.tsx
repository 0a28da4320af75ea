import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { TextField } from "@/components/ui/form/text-field";
import { NoticeLine } from "@/components/ui/notice-line";

interface ReleaseCardProps {
  operationId: string;
  vmId: string;
  /** Null for who may look but not release. */
  release: FormAction | null;
}

/** For what hangs: ends the wait, and nothing else. */
export function ReleaseCard({ operationId, vmId, release }: ReleaseCardProps) {
  const t = useTranslations("fleet-operations.release");
  return (
    <Card title={t("title")}>
      <p className="mb-3 text-ink-2 text-13">{t("text")}</p>
      {release === null ? (
        <NoticeLine tone="off" shape="padlock">
          {t("adminOnly")}
        </NoticeLine>
      ) : (
        <Form action={release} submit={t("go")} variant="danger">
          <input type="hidden" name="operationId" value={operationId} />
          <input type="hidden" name="vmId" value={vmId} />
          <TextField
            name="reason"
            label={t("reason")}
            hint={t("reasonHint")}
            required
            minLength={3}
            maxLength={200}
          />
        </Form>
      )}
    </Card>
  );
}
