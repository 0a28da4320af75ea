import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { useInProgress } from "@/components/hosts/operate/use-in-progress";
import { ButtonLink } from "@/components/ui/button-link";
import { useAnswer } from "@/components/ui/form/answer";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { showToast } from "@/components/ui/overlay/toast";
import { rulesOf } from "@/lib/operations/command-rules";
import type { OperationView } from "@/lib/operations/operation-view";
import type { HostFormAction, HostResult } from "../power/use-power";
import { useProblem } from "./operation-problem";

interface UndoKeyProps {
  host: { id: string; name: string };
  operation: OperationView;
  command: HostFormAction;
  seed: string;
}

/** Puts back what the operation took away, by an ordinary command; nothing where that isn't offered. */
export function UndoKey(props: UndoKeyProps) {
  const label = useTranslations("words")("undo");
  const tell = useTellOfUndo();
  return <BareUndoKey {...props} label={label} onAnswer={(result) => tell(props.host.name, result)} />;
}

/** Says in a toast that it was taken, or why not. */
export function useTellOfUndo(): (name: string, result: HostResult) => void {
  const doing = useInProgress();
  const problem = useProblem();
  return (name, result) => {
    const fault = problem(result);
    const kind = result.operation?.kind;
    if (fault || kind) {
      showToast({ sign: fault ? "failed" : "working", text: `${name}: ${fault ?? doing(kind ?? "other")}` });
    }
  };
}

/** The same where no texts are, as in a toast. */
export function BareUndoKey({
  host,
  operation,
  command,
  seed,
  label,
  onAnswer,
}: UndoKeyProps & { label: string; onAnswer: (result: HostResult) => void }) {
  const answer = useAnswer(command);
  const { result } = answer;
  const told = useRef<HostResult | null>(null);
  useEffect(() => {
    if (result && result !== told.current) {
      told.current = result;
      onAnswer(result);
    }
  });
  const { undo } = operation;
  if (undo && rulesOf(undo.kind).destroys) {
    // It is asked for where the host's name is typed.
    return (
      <ButtonLink href={`/hosts/${host.id}/snapshots#undo-restore-${host.id}`} variant="ghost">
        {label}
      </ButtonLink>
    );
  }
  return undo ? (
    <AnswerForm
      {...{ answer, seed, hidden: { vmid: host.id, kind: undo.kind, ...undo.fields } }}
      quiet
      className="max-md:-my-3 -my-1.5 shrink-0"
    >
      <SubmitButton variant="ghost">{label}</SubmitButton>
    </AnswerForm>
  ) : null;
}
