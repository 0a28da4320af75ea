import { useTranslations } from "next-intl";
import type { Diagnosis } from "@/lib/fleet/fault-causes";
import type { Fact } from "../fact-card";
import { SettingNames } from "./setting-names";

/** What is known of a fault: the cause, or the causes that are left, and the master's own words. */
export function useDiagnosisFacts(): (diagnosis: Diagnosis, wasCommand?: boolean) => Fact[] {
  const t = useTranslations("connection");
  return ({ kind, cause, left, words, detail }, wasCommand = false) => {
    const result = kind === "unknown" && wasCommand ? t("fault.maybeDone") : t(`fault.kinds.${kind}`);
    const facts: Fact[] = [{ name: t("fault.kind"), value: result }];
    if (cause) {
      facts.push({ name: t("fault.cause"), value: <SettingNames text={t(`cause.${cause}`)} /> });
    }
    if (left.length > 0) {
      facts.push({
        name: t("fault.possible"),
        value: (
          <>
            <ul className="mb-1 grid gap-1">
              {left.map((each) => (
                <li key={each}>
                  <SettingNames text={t(`cause.${each}`)} />
                </li>
              ))}
            </ul>
            <p className="text-ink-2">{t("fault.possibleNote")}</p>
          </>
        ),
      });
    }
    if (words) {
      facts.push({ name: t("fault.message"), value: <q>{words}</q> });
    } else if (kind === "refused") {
      facts.push({
        name: t("fault.message"),
        value: <span className="text-ink-3">{t("fault.wordless")}</span>,
      });
    }
    if (detail) {
      facts.push({ name: t("fault.detail"), value: <code>{detail}</code> });
    }
    return facts;
  };
}
