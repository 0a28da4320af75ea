import { useTranslations } from "next-intl";
import { RefreshWhile } from "@/components/shell/refresh-while";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitKey } from "@/components/ui/form/submit-key";
import type { GlyphShape } from "@/components/ui/glyph";
import { Slab, type Tone } from "@/components/ui/plate";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import "./connection.css";

/** From here on people wait for what they press. */
const SLOW_MS = 2_000;

interface ConnectionHeadProps {
  report: ConnectionReport;
  /** The lists are being looked at. */
  isChecking: boolean;
  check: FormAction;
}

/** Whether RStack answers, in one word; and the key that has all of its lists looked at. */
export function ConnectionHead({ report, isChecking, check }: ConnectionHeadProps) {
  const t = useTranslations("connection");
  const { word, note, ...look } = useVerdict(report);
  return (
    <section className="page-head">
      <Slab {...look} word={word} note={note} />
      <div className="min-w-0">
        <h2 className="text-lg">RStack</h2>
        <code className="block text-ink-2 wrap-anywhere">{report.endpoint}</code>
      </div>
      <Form action={check}>
        <SubmitKey icon="again" aria-disabled={isChecking || undefined}>
          {t(isChecking ? "survey.checking" : "survey.check")}
        </SubmitKey>
      </Form>
      {isChecking ? (
        <p role="status" className="col-span-full p-2 text-ink-2 text-sm">
          {t("survey.checkingNote")}
          <RefreshWhile />
        </p>
      ) : null}
    </section>
  );
}

interface Verdict {
  tone: Tone;
  shape: GlyphShape;
  word: string;
  note: string;
}

function useVerdict({ test, lastHour: { averageMs } }: ConnectionReport): Verdict {
  const t = useTranslations("connection.verdict");
  const { ms } = test;
  if (test.diagnosis?.cause === "breaker") {
    return { tone: "alert", shape: "triangle", word: t("paused"), note: t("pausedNote") };
  }
  if (!test.ok) {
    const isRefused = test.diagnosis?.kind === "refused";
    return {
      tone: "alert",
      shape: isRefused ? "octagon" : "triangle",
      word: t(isRefused ? "refused" : "silent"),
      note: t("checkedNote", { ms }),
    };
  }
  const note = t("checkedNote", { ms });
  if ((averageMs ?? ms) <= SLOW_MS) {
    return { tone: "run", shape: "ring-lit", word: t("ok"), note };
  }
  const slow = { tone: "busy", shape: "triangle", word: t("slow") } as const;
  return { ...slow, note: averageMs === null ? note : t("slowNote", { ms: averageMs }) };
}
