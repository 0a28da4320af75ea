import { type ReactNode, useEffect } from "react";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { CloseKey, closeDialog, Dialog } from "@/components/ui/overlay/dialog";
import type { OperationKind } from "@/lib/operations/command-rules";
import { FormProblem } from "../network/form-problem";
import { useBlockedWhy } from "../network/use-blocked-why";
import type { HostOperation } from "./use-host-operation";

interface CommandDialogProps {
  id: string;
  title: string;
  text?: ReactNode;
  operation: HostOperation;
  kind: OperationKind;
  /** Of the button that sends it: the same as that of the one that opens the dialog. */
  submit: string;
  /** What is missing is said at its field. */
  off?: boolean;
  onSubmit?: () => void;
  children?: ReactNode;
}

/** The fields of one command on the host. It closes as soon as the command was taken: the head tells how that goes. */
export function CommandDialog({ id, title, text, operation, kind, children, ...props }: CommandDialogProps) {
  const { result, form } = operation;
  const why = useBlockedWhy(operation, kind);
  useEffect(() => {
    if (result?.ok) {
      closeDialog(id);
    }
  }, [result, id]);
  return (
    <Dialog id={id} title={title}>
      {text ? <p className="mt-1 text-ink-2">{text}</p> : null}
      <AnswerForm {...form(kind)} className="mt-4 grid gap-4" onSubmit={props.onSubmit}>
        {children}
        <FormProblem result={result} className="" />
        {why.line}
        <div className="dialog-keys">
          <CloseKey dialog={id} variant="default" />
          <SubmitButton
            variant="primary"
            aria-disabled={why.off || props.off || undefined}
            aria-describedby={why.id}
          >
            {props.submit}
          </SubmitButton>
        </div>
      </AnswerForm>
    </Dialog>
  );
}
