import { useTranslations } from "next-intl";
import { type ReactNode, useEffect } from "react";
import { useAnswer } from "@/components/ui/form/answer";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { Glyph } from "@/components/ui/glyph";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ActionResult } from "@/lib/action-result";
import type { ConsoleView } from "@/lib/hosts/console/console-view";
import { useHosts } from "../live/hosts-live";
import { commandForm } from "../power/use-power";
import { useSheet } from "../sheet-context";
import { useTimes } from "../time/use-times";
import { isHeld } from "./open-card";
import { useConsoleProblem } from "./use-console-problem";
import type { ConsoleNote } from "./use-open-console";

interface SessionProps {
  open: ConsoleView["open"];
  /** Its time is up. */
  isOver: boolean;
  /** Whether the master told if one is open. */
  isKnown: boolean;
  onEnded: () => void;
  /** After the end: whether the console's window was closed with it. */
  isWindowGone: boolean;
  /** What opens it, or brings what is open to the front. */
  openKey: ReactNode;
  /** What the page says of the last click. */
  note: ConsoleNote | null;
}

/** Until when the host's console lets somebody in, and the key that ends it. Works without JavaScript, too. */
export function Session({ open, isOver, isKnown, onEnded, isWindowGone, openKey, note }: SessionProps) {
  const t = useTranslations("console.session");
  const reason = useTranslations("operations.reason");
  const { host, blocked } = useSheet();
  const { command, seed } = useHosts();
  const answer = useAnswer(command);
  const { result, pending } = answer;
  const ended = result?.ok === true && result.operation?.outcome === "done";
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each answer
  useEffect(() => {
    if (ended) {
      onEnded();
    }
  }, [result]);
  // The note tells where its window is, or that there is none.
  const isTold = isHeld(note) || note === "opening" || note === "closed";
  return (
    <div className="console-session well">
      <div role="status" data-console={open ? "open" : "none"} className="flex-1">
        {open || isKnown ? <Standing open={open} isOver={isOver} /> : null}
        {open && !isOver && !isTold ? <small className="block pl-7">{t("lookFor")}</small> : null}
        {pending ? null : <Came result={result} isOpen={open !== null} isWindowGone={isWindowGone} />}
      </div>
      <div className="console-open">
        {openKey}
        {open && !isOver ? (
          <AnswerForm {...commandForm(answer, seed, host.id)("end-console")} className="contents">
            <SubmitKey variant="plain" aria-disabled={blocked !== null || undefined}>
              {t("end")}
            </SubmitKey>
            <span className="text-ink-2 text-sm empty:hidden">{blocked ? reason(blocked) : null}</span>
          </AnswerForm>
        ) : null}
      </div>
    </div>
  );
}

function Standing({ open, isOver }: Pick<SessionProps, "open"> & { isOver: boolean }) {
  const t = useTranslations("console.session");
  const times = useTimes();
  const until = open?.until;
  return (
    <p className={`tone-${open && !isOver ? "run" : "off"} flex items-center gap-3`}>
      <Glyph shape={open && !isOver ? "ring-lit" : "ring"} small toned />
      <b>
        {!open
          ? t("none")
          : until
            ? t.rich(isOver ? "over" : "until", {
                time: () => (
                  <time dateTime={until} className="whitespace-nowrap">
                    {times.moment(until)}
                  </time>
                ),
              })
            : t("open")}
      </b>
    </p>
  );
}

interface CameProps {
  result: ActionResult | null;
  isOpen: boolean;
  isWindowGone: boolean;
}

function Came({ result, isOpen, isWindowGone }: CameProps) {
  const t = useTranslations("console.session");
  const problem = useConsoleProblem();
  if (!result) {
    return null;
  }
  if (!result.ok) {
    return (
      <NoticeLine tone="alert" className="mt-3">
        {problem(result)}
      </NoticeLine>
    );
  }
  const isDone = result.operation?.outcome === "done";
  // A console that was opened after this answer is none that it tells of.
  return isDone && isOpen ? null : (
    <NoticeLine tone={isDone ? "off" : "busy"} className="mt-3">
      {t(isDone ? (isWindowGone ? "ended" : "endedLeft") : "unsure")}
    </NoticeLine>
  );
}
