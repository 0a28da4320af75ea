"use client";

import { useEffect } from "react";
import { useAnswer } from "@/components/ui/form/answer";
import type { FormAction } from "@/components/ui/form/answered";
import { useFaults } from "@/components/ui/form/fault-texts";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { showToast } from "@/components/ui/overlay/toast";

interface ReadNowKeyProps {
  action: FormAction;
  label: string;
  /** It is being read, or the master has a rest: the page says so beside it. */
  isOff: boolean;
  notNow: string;
}

/** Has the list read; that it goes on, and what came of it, stands in the page. */
export function ReadNowKey({ action, label, isOff, notNow }: ReadNowKeyProps) {
  const answer = useAnswer(action);
  const { result } = answer;
  const faults = useFaults();
  useEffect(() => {
    if (result && !result.ok) {
      const text = result.reason === "lost" ? faults["lost-press"] : notNow;
      showToast({ sign: "unconfirmed", text });
    }
  }, [result, notNow, faults]);
  return (
    <AnswerForm answer={answer} quiet>
      <SubmitButton aria-disabled={isOff || undefined}>{label}</SubmitButton>
    </AnswerForm>
  );
}
