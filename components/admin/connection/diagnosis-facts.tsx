import { useTranslations } from "next-intl";
import type { NamedFact } from "@/components/ui/page/facts";
import type { Diagnosis } from "@/lib/fleet/fault-causes";
import { SettingNames } from "./setting-names";

/** What is known of a fault: the cause, or the causes that are left, and the master's own words. */
export function useDiagnosisFacts(): (diagnosis: Diagnosis, wasCommand?: boolean) => NamedFact[] {
  const w = useTranslations("words");
  const t = useTranslations("connection");
  return ({ kind, cause, left, words, detail }, wasCommand = false) => {
    const result = kind === "unknown" && wasCommand ? t("fault.maybeDone") : t(`fault.kinds.${kind}`);
    return [
      [t("fault.kind"), result],
      [t("fault.cause"), cause && <SettingNames key="cause" text={t(`cause.${cause}`)} />],
      [
        t("fault.possible"),
        left.length > 0 && (
          <ul key="left" className="grid gap-1">
            {left.map((each) => (
              <li key={each}>
                <SettingNames text={t(`cause.${each}`)} />
              </li>
            ))}
          </ul>
        ),
      ],
      [t("fault.message"), words ? <q key="words">{words}</q> : kind === "refused" && w("none")],
      [t("fault.detail"), detail && <code key="detail">{detail}</code>],
    ];
  };
}
