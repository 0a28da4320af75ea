"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { Card } from "@/components/ui/card";
import type { AskedChoice } from "@/lib/hosts/reinstall/asked-choice";
import type { LastReinstall, ReinstallView } from "@/lib/hosts/reinstall/reinstall-view";
import { isInProgress, type OperationView } from "@/lib/operations/operation-view";
import { ShownPassword } from "../access/shown-password";
import type { SentPassword as Sent } from "../access/use-sent-password";
import { useHostOperation } from "../operate/use-host-operation";
import { useKeptFocus } from "../operate/use-kept-focus";
import { useSheet } from "../sheet-context";
import { Choice } from "./choice";
import { Progress } from "./progress";

interface ReinstallPageProps {
  view: ReinstallView;
  asked: AskedChoice;
}

/** What one chooses from, or, while a reinstall goes, how far it is: on every device that looks. */
export function ReinstallPage({ view, asked }: ReinstallPageProps) {
  const operation = useHostOperation();
  const shown = useShownReinstall(view.last);
  useKeptFocus(shown !== null);
  const [password, setPassword] = useState("");
  const own = operation.result?.ok ? operation.result.operation?.id : undefined;
  const sent = (
    <SentPassword
      password={password}
      inProgress={shown !== null && shown.id === own}
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

interface SentPasswordProps {
  /** Empty where none was sent from this page. */
  password: string;
  inProgress: boolean;
  /** The reinstall that it was sent with, once that ended. */
  last: LastReinstall | null;
  forget: () => void;
}

/** The password that this page sent: in its memory alone, and gone with it. */
function SentPassword({ password, inProgress, last, forget }: SentPasswordProps) {
  const state = inProgress ? "in-progress" : stateOf(last);
  return password !== "" && state ? (
    <Card>
      <ShownPassword sent={{ password, user: "", state }} forget={forget} />
    </Card>
  ) : null;
}

function stateOf(last: LastReinstall | null): Sent["state"] | null {
  if (last?.password === "set") {
    return "done";
  }
  return last?.password === "unconfirmed" ? "unconfirmed" : null;
}

/**
 * The reinstall whose steps the page shows: one that goes, or one that has just ended until the server has drawn the
 * page anew. `last` is the one that the server knew of.
 */
function useShownReinstall(last: LastReinstall | null): OperationView | null {
  const { refresh } = useRouter();
  const { operation } = useSheet().host;
  const reinstall = operation?.kind === "reinstall" ? operation : null;
  const goes = reinstall !== null && isInProgress(reinstall.outcome);
  const isKnown = reinstall !== null && last?.operationId === reinstall.id;
  const isNew = goes && !isKnown;
  useEffect(() => {
    if (isNew) {
      refresh();
    }
  }, [isNew, refresh]);
  useEffect(() => {
    // What was chosen is done with: all disks are never chosen again by what is left in the address.
    if (goes && window.location.search !== "") {
      window.history.replaceState(null, "", window.location.pathname);
    }
  }, [goes]);
  return goes || (isKnown && last.endedAt === null) ? reinstall : null;
}
