import { useTranslations } from "next-intl";
import type { Group } from "./groups";
import type { FindAnswer } from "./use-found";

interface SaidProps {
  groups: Group[];
  answer: FindAnswer | null;
  isCurrent: boolean;
  query: string;
  /** What RStack said of a port or domain; a message key of `find`. */
  note: "noMapping" | "noAnswer" | null;
}

/** In words: how many there are, for who hears the page; or why there are none. */
export function Said({ groups, answer, isCurrent, query, note }: SaidProps) {
  const t = useTranslations("find");
  // Where else to look is nothing found.
  const found = groups.filter(({ name }) => name !== "more");
  const count = found.reduce((sum, { items }) => sum + items.length, 0);
  const failed =
    answer?.found === null
      ? answer.waitSeconds === null
        ? t("failed")
        : t("wait", { seconds: answer.waitSeconds })
      : note && t(note);
  const isNothing = isCurrent && count === 0;
  return (
    <div role="status" className={failed || isNothing ? "find-said" : "sr-only"}>
      {failed ?? (isNothing ? t("nothing", { text: query }) : isCurrent ? t("count", { count }) : "")}
      {!failed && isNothing ? <small>{t("hint")}</small> : null}
    </div>
  );
}
