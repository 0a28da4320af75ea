import { useTranslations } from "next-intl";
import { useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import type { HostView } from "@/lib/hosts/host-view";
import { Card } from "../../ui/card";
import { OperationProblem } from "../operate/operation-problem";

interface ProtectionCardProps {
  host: HostView;
  /** Null for who isn't the owner: they read whether it is on. */
  protect: FormAction | null;
}

/** Whether what would lose something is held back, and the owner's key for it. */
export function ProtectionCard({ host, protect }: ProtectionCardProps) {
  const t = useTranslations("protection");
  const on = host.protected;
  return (
    <Card title={t("title")} aside={t(on ? "on" : "off")}>
      <div className="key-line">
        <p className="flex-1 text-ink-2">
          {t(on ? "textOn" : "textOff")}
          {protect ? null : <small className="mt-1 block">{t(on ? "ownerOnly" : "ownerOnlyOn")}</small>}
        </p>
        {protect ? <Toggle vmId={host.id} on={on} protect={protect} /> : null}
      </div>
    </Card>
  );
}

function Toggle({ vmId, on, protect }: { vmId: string; on: boolean; protect: FormAction }) {
  const t = useTranslations("protection");
  const answer = useAnswer(protect);
  return (
    <AnswerForm answer={answer} hidden={{ vmid: vmId, on: on ? "0" : "1" }} className="contents" quiet>
      <OperationProblem result={answer.pending ? null : answer.result} />
      <SubmitKey icon="shield">{t(on ? "turnOff" : "turnOn")}</SubmitKey>
    </AnswerForm>
  );
}
