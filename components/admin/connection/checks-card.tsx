import { useTranslations } from "next-intl";
import { Glyph, type GlyphShape } from "@/components/ui/glyph";
import { PlateMark, type Tone } from "@/components/ui/plate";
import { type Check, type ChecksProps, useChecks } from "./use-checks";
import "../overview/needs-card.css";

const LOOK = {
  good: { tone: "run", shape: "check" },
  look: { tone: "busy", shape: "triangle" },
  bad: { tone: "alert", shape: "crossed" },
  unknown: { tone: "off", shape: "dashes" },
} as const satisfies Record<string, { tone: Tone; shape: GlyphShape }>;

/** Where a check is explained, under Diagnostics. */
export const explainedAt = (name: Check["name"]): string => `explained-${name}`;

const isFine = ({ look }: Check) => look === "good";

/** What asks for something comes first. */
const ORDER: (keyof typeof LOOK)[] = ["bad", "look", "unknown", "good"];

/** What must be right between the panel and RStack, read down the marks. */
export function ChecksCard(props: ChecksProps) {
  const t = useTranslations("connection.check");
  const checks = useChecks(props).sort((a, b) => ORDER.indexOf(a.look) - ORDER.indexOf(b.look));
  const unknown = checks.filter(({ look }) => look === "unknown").length;
  const count = checks.filter((check) => !isFine(check)).length - unknown;
  return (
    <section className="card">
      <div className="line-head">
        <h2>{t("title")}</h2>
        <small>{t("summary", { count, all: checks.length, unknown })}</small>
      </div>
      <ul className="needs ruled mb-3">
        {checks
          .filter((check) => !isFine(check))
          .map((check) => (
            <CheckLine key={check.name} {...check} />
          ))}
      </ul>
      <ul className="needs grid gap-x-6 desk:grid-cols-2">
        {checks.filter(isFine).map((check) => (
          <CheckLine key={check.name} {...check} />
        ))}
      </ul>
    </section>
  );
}

/** What is as it should be needs no sentence. */
function CheckLine(check: Check) {
  const { name, look, said, brief, value } = check;
  const t = useTranslations("connection.check");
  const title = useCheckName()(check);
  return (
    <li
      id={name === "signIns" ? "locked-out" : undefined}
      data-check={name}
      data-look={look}
      // Less to read, so a lower line, and a mark that doesn't call.
      className={look === "good" ? "min-h-11 items-center" : undefined}
    >
      {look === "good" ? (
        <span className="tone-run justify-self-center">
          <Glyph {...LOOK.good} small toned />
        </span>
      ) : (
        <PlateMark {...LOOK[look]} />
      )}
      {look === "good" ? <span>{title}</span> : <b>{title}</b>}
      <span className={`text-right tabular-nums ${look === "good" ? "text-ink-2" : "font-strong"}`}>
        {value}
      </span>
      {look === "good" ? null : (
        <p className="-mt-2 text-ink-2 text-sm">
          {brief ?? said} {/* A plain link: what is folded there opens for it. */}
          {brief ? <a href={`#${explainedAt(name)}`}>{t("more")}</a> : null}
        </p>
      )}
    </li>
  );
}

/** What it is called: a signature that is right but goes in clear is a matter of the transport. */
export function useCheckName(): (check: Check) => string {
  const t = useTranslations("connection.check.name");
  return ({ name, look }) => t(name === "signature" && look === "look" ? "transport" : name);
}
