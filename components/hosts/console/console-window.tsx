"use client";

import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { useAnswer } from "@/components/ui/form/answer";
import { answered } from "@/components/ui/form/answered";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ActionCode, ActionResult } from "@/lib/action-result";
import type { ConsoleSession, HandOff } from "@/lib/hosts/console/console-view";
import type { HostView } from "@/lib/hosts/host-view";
import { useProblem } from "../operate/operation-problem";
import { commandForm, type HostFormAction, type HostResult } from "../power/use-power";
import { useTimes } from "../time/use-times";
import { consoleBlock, OPEN_CONSOLE } from "./console-block";
import { OPEN_IN_WINDOW, WINDOW_IS_READY } from "./opener";

/** Who has to show who they are does so on a page with room for it: the host's own, which leads on where it must. */
const FOR_THE_PAGE: ReadonlySet<ActionCode> = new Set<ActionCode>([
  "prove-again",
  "set-up-first",
  "signed-out",
]);

interface ConsoleWindowProps {
  host: Pick<HostView, "id" | "name" | "state" | "guest">;
  /** They look and do not touch. */
  readOnly: boolean;
  /** Some way to a node is plain HTTP. */
  plainHttp: boolean;
  /** For the command whose answer carries a token: no form may have it. */
  scriptCommand: HostFormAction;
}

/**
 * What stands in a console's window until the node's page takes its place. It asks for the console when the page that
 * opened it says so, whatever state it was drawn with, or when its own button is pressed; never because somebody came to
 * its address.
 */
export function ConsoleWindow({ host, readOnly, plainHttp, scriptCommand }: ConsoleWindowProps) {
  const t = useTranslations("console");
  const operations = useTranslations("operations");
  const reason = useTranslations("operations.reason");
  const problem = useConsoleProblem();
  const whyId = useId();
  const [state, setState] = useState<"drawn" | "waits" | "opening" | { failed: ActionResult }>("drawn");
  const asked = useRef(false);
  // The host may have changed since this was drawn: once the server was asked its word counts.
  const block = (state === "drawn" ? consoleBlock(host) : null) ?? (readOnly ? "read-only" : null);

  const open = async () => {
    if (asked.current || readOnly) {
      return;
    }
    asked.current = true;
    setState("opening");
    const result = await askForConsole(scriptCommand, host.id);
    if (result.ok && result.handOff) {
      // The policies cut this tie; in a browser that doesn't know them this does.
      window.opener = null;
      sendHandOff(result.handOff, "_self");
    } else if (!result.ok && FOR_THE_PAGE.has(result.code)) {
      location.replace(pageOf(host.id));
    } else {
      asked.current = false;
      setState({ failed: result });
    }
  };
  useOpenersWord(open);
  useEffect(() => {
    // Back from the node's page: nothing is being opened any more.
    const shown = ({ persisted }: PageTransitionEvent) => {
      if (persisted) {
        asked.current = false;
        setState("waits");
      }
    };
    addEventListener("pageshow", shown);
    return () => removeEventListener("pageshow", shown);
  }, []);

  return (
    <>
      <div role="status">
        {typeof state === "object" ? (
          <NoticeLine tone="alert">{problem(state.failed)}</NoticeLine>
        ) : state === "opening" ? (
          <NoticeLine tone="busy">{t("opening")}</NoticeLine>
        ) : null}
      </div>
      {plainHttp ? <NoticeLine tone="busy">{t("plain")}</NoticeLine> : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button
          icon="console"
          variant={block ? "default" : "primary"}
          aria-busy={state === "opening" || undefined}
          aria-disabled={block !== null || undefined}
          aria-describedby={block ? whyId : undefined}
          onClick={() => !block && open()}
        >
          {operations("kind.open-console")}
        </Button>
        <ButtonLink href={pageOf(host.id)} variant="ghost" plainLink>
          {t("back", { name: host.name })}
        </ButtonLink>
      </div>
      {block ? (
        <p id={whyId} className="text-13 text-ink-2">
          {reason(block)}
        </p>
      ) : null}
    </>
  );
}

const pageOf = (vmId: string) => `/hosts/${vmId}`;

function useOpenersWord(open: () => void): void {
  const latest = useRef(open);
  useEffect(() => {
    latest.current = open;
  });
  useEffect(() => {
    const opener: Window | null = window.opener;
    if (!opener) {
      return;
    }
    const hear = ({ source, origin, data }: MessageEvent) => {
      if (source === opener && origin === location.origin && data === OPEN_IN_WINDOW) {
        latest.current();
      }
    };
    addEventListener("message", hear);
    opener.postMessage(WINDOW_IS_READY, location.origin);
    return () => removeEventListener("message", hear);
  }, []);
}

interface OpenSessionProps {
  vmId: string;
  session: ConsoleSession;
  readOnly: boolean;
  command: HostFormAction;
  /** The form's key for a click that comes before the browser can make its own. */
  seed: string;
}

/** A console is open already: until when, and the button that ends it. */
export function OpenSession({ vmId, session: { until }, readOnly, command, seed }: OpenSessionProps) {
  const t = useTranslations("console.session");
  const times = useTimes();
  const problem = useConsoleProblem();
  const answer = useAnswer(command);
  const { pending } = answer;
  const result = pending ? null : answer.result;
  if (result?.ok) {
    return (
      <p role="status" data-console="none" className="text-13 text-ink-2">
        {t(result.operation?.outcome === "done" ? "ended" : "unsure")}
      </p>
    );
  }
  return (
    <>
      <div data-console="open" className="flex items-center gap-3 border-line border-t pt-4">
        <p className="flex-1 text-13 text-ink-2">
          {until
            ? t.rich("until", { time: () => <time dateTime={until}>{times.moment(until)}</time> })
            : t("open")}
        </p>
        {readOnly ? null : (
          <AnswerForm {...commandForm(answer, seed, vmId)("end-console")}>
            <SubmitButton>{t("end")}</SubmitButton>
          </AnswerForm>
        )}
      </div>
      {result ? <NoticeLine tone="alert">{problem(result)}</NoticeLine> : null}
    </>
  );
}

/** The answer holds the token: keep it in the call that asked, in no state of a page. */
function askForConsole(action: HostFormAction, vmId: string): Promise<HostResult> {
  const form = new FormData();
  form.set("vmid", vmId);
  form.set("kind", OPEN_CONSOLE);
  form.set("formKey", "");
  return answered(action)(null, form);
}

/** From a page whose policy allows it; the form is gone from the page as soon as it is sent. */
function sendHandOff({ method, action, fields }: HandOff, target: string): void {
  const form = document.createElement("form");
  form.method = method;
  form.action = action;
  form.target = target;
  form.hidden = true;
  for (const [name, value] of fields) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  // Not `form.submit()`: a field may be named so.
  HTMLFormElement.prototype.submit.call(form);
  form.remove();
}

/** What came of a click that opened or ended nothing, in words: no strip in the head tells of a console. */
function useConsoleProblem(): (result: ActionResult) => string {
  const w = useTranslations("words");
  const t = useTranslations("console");
  const said = useProblem();
  return (result) => {
    if (result.ok) {
      return t("usedForm");
    }
    const { operation, ...alone } = result;
    if (result.code === "refused" && operation?.refusal) {
      return w("refused", { text: operation.refusal });
    }
    if (result.reason === "no-token" || result.reason === "not-offered") {
      return t(result.reason === "no-token" ? "noToken" : "notOffered");
    }
    return said(alone) ?? t("usedForm");
  };
}
