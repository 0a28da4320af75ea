import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { useScriptRuns } from "@/components/ui/form/use-script-runs";
import { Key } from "@/components/ui/key";
import { NoticeLine } from "@/components/ui/notice-line";
import type { ConsoleView } from "@/lib/hosts/console/console-view";
import { Card } from "../../ui/card";
import { useSheet } from "../sheet-context";
import { consoleBlock } from "./console-block";
import { useConsoleProblem } from "./use-console-problem";
import type { ConsoleNote, ConsoleOpener } from "./use-open-console";

interface OpenCardProps {
  forStaff: boolean;
  view: ConsoleView;
  opening: ConsoleOpener;
  /** The session's time is up: what a click brought about is no more. */
  isOver: boolean;
  /** What is open now, beside the key that opens it. */
  children: (openKey: ReactNode, note: ConsoleNote | null) => ReactNode;
}

/** What is open with its keys, what came of them, and what is wrong with the way there. */
export function OpenCard({ forStaff, view, opening, isOver, children }: OpenCardProps) {
  const t = useTranslations("console");
  const why = useWhyNot(view, forStaff);
  const whyId = useId();
  const runs = useScriptRuns();
  const { open } = opening;
  const note = isOver && isHeld(opening.note) ? null : opening.note;
  return (
    <Card title={t("title")}>
      <p className="max-w-[62ch] text-ink-2">{t("text")}</p>
      {children(
        // Also while its window is open: then it comes to the front.
        <Key
          icon="console"
          variant={why ? "key" : "accent"}
          disabled={!runs}
          aria-disabled={why !== null || undefined}
          aria-describedby={whyId}
          aria-busy={note === "opening" || undefined}
          onClick={() => why === null && open()}
        >
          {t("open")}
        </Key>,
        note,
      )}
      <p id={whyId} className="mt-2 text-ink-2 text-sm empty:hidden">
        {why}
      </p>
      {runs ? null : <p className="notice tone-alert console-script">{t("needsScript")}</p>}
      <div role="status">{note ? <Note note={note} open={open} /> : null}</div>
      {view.plainHttp && typeof view.ready === "string" && view.ready !== "not-offered" ? (
        <NoticeLine tone="busy" className="mt-4">
          {t("plain")}
        </NoticeLine>
      ) : null}
    </Card>
  );
}

/** The window is this page's to raise. */
const HELD: ReadonlySet<ConsoleNote> = new Set<ConsoleNote>(["opened", "opened-anew", "in-front", "behind"]);
export const isHeld = (note: ConsoleNote | null): boolean => note !== null && HELD.has(note);

const TONES = {
  opening: "off",
  opened: "run",
  "opened-anew": "run",
  "in-front": "run",
  behind: "busy",
  blocked: "alert",
  closed: "busy",
} as const;

function Note({ note, open }: { note: ConsoleNote; open: (anew: boolean) => void }) {
  const t = useTranslations("console");
  const problem = useConsoleProblem();
  if (typeof note === "object") {
    return (
      <NoticeLine tone="alert" className="mt-4">
        {problem(note.failed)}
      </NoticeLine>
    );
  }
  return (
    <>
      <NoticeLine tone={TONES[note]} shape={note === "opening" ? "arc" : undefined} className="mt-4">
        {t(`note.${note}`)}
      </NoticeLine>
      {note === "behind" || note === "in-front" ? (
        <div className="console-open mt-3">
          <Key onClick={() => open(true)}>{t("openAnother")}</Key>
        </div>
      ) : null}
    </>
  );
}

/** In words: why the key lies flat. */
function useWhyNot({ ready }: ConsoleView, forStaff: boolean): string | null {
  const t = useTranslations();
  const { host, blocked } = useSheet();
  if (ready === "not-offered") {
    return t(forStaff ? "console.notOfferedStaff" : "console.notOffered");
  }
  const reason = consoleBlock(host.state) ?? blocked;
  if (reason) {
    return t(`operations.reason.${reason}`);
  }
  if (typeof ready === "object") {
    return t("console.unreadable", { what: ready.unreadable });
  }
  return ready === "no-answer" ? t("operations.reason.master-down") : null;
}
