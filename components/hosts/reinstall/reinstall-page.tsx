"use client";

import { useState } from "react";
import type { AskedChoice } from "@/lib/hosts/reinstall/asked-choice";
import type { ReinstallView } from "@/lib/hosts/reinstall/reinstall-view";
import { type HostFormAction, useHostOperation } from "../operate/use-host-operation";
import { Choice } from "./choice";
import { Progress } from "./progress";
import { SentPassword } from "./sent-password";
import { useShownReinstall } from "./use-shown-reinstall";

interface ReinstallPageProps {
  view: ReinstallView;
  asked: AskedChoice;
  action: HostFormAction;
}

/** What one chooses from, or, while a reinstall goes, how far it is: on every device that looks. */
export function ReinstallPage({ view, asked, action }: ReinstallPageProps) {
  const operation = useHostOperation(action);
  const shown = useShownReinstall(view.last);
  const [password, setPassword] = useState("");
  const own = operation.result?.ok ? operation.result.operation?.id : undefined;
  const sent = (
    <SentPassword
      password={password}
      going={shown !== null && shown.id === own}
      last={view.last?.operationId === own ? view.last : null}
      forget={() => setPassword("")}
    />
  );
  return shown ? (
    <Progress operation={shown} view={view} withPassword={password !== "" && shown.id === own}>
      {sent}
    </Progress>
  ) : (
    <Choice view={view} asked={asked} operation={operation} onSend={setPassword}>
      {sent}
    </Choice>
  );
}
