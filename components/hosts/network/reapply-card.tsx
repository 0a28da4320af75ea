import { useTranslations } from "next-intl";
import { SubmitKey } from "@/components/ui/submit-key";
import { Card } from "../../ui/card";
import { HostFields } from "../host-fields";
import { type HostFormAction, useHostOperation } from "../operate/use-host-operation";
import { FormProblem } from "./form-problem";
import { useBlockedWhy } from "./use-blocked-why";

export function ReapplyCard({ action }: { action: HostFormAction }) {
  const t = useTranslations("network.reapply");
  const operation = useHostOperation(action);
  const why = useBlockedWhy(operation, "reapply-addresses");
  return (
    <Card title={t("title")}>
      <p className="mb-3 max-w-[62ch] text-sm text-ink-2">{t("text")}</p>
      <form action={operation.submit}>
        <HostFields vmId={operation.host.id} kind="reapply-addresses" result={operation.result} />
        <SubmitKey aria-disabled={why.off || undefined} aria-describedby={why.id}>
          {t("key")}
        </SubmitKey>
        {why.line}
        <FormProblem result={operation.result} />
      </form>
    </Card>
  );
}
