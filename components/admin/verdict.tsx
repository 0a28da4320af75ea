import { useTranslations } from "next-intl";
import { Plate } from "@/components/ui/plate";
import type { ConnectionReport } from "@/lib/fleet/report-types";
import { useDiagnosisFacts } from "./diagnosis-facts";
import { FactList } from "./fact-card";

/** The answer to a `test` made for this page. */
export function Verdict({ test }: { test: ConnectionReport["test"] }) {
  const t = useTranslations("connection.verdict");
  const diagnosisFacts = useDiagnosisFacts();
  const refused = test.diagnosis?.kind === "refused";
  return (
    <section className="card grid gap-4">
      {test.ok ? (
        <Plate tone="run" shape="ring-lit" word={t("ok")} note={t("okNote", { ms: test.ms })} />
      ) : (
        <Plate
          tone="alert"
          shape={refused ? "octagon" : "triangle"}
          word={refused ? t("refused") : t("silent")}
          note={t("failedNote", { ms: test.ms })}
        />
      )}
      {test.diagnosis ? <FactList facts={diagnosisFacts(test.diagnosis)} /> : null}
    </section>
  );
}
