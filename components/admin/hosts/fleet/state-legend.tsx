import { useFormatter, useTranslations } from "next-intl";
import { Glyph } from "@/components/ui/glyph";
import { Link } from "@/components/ui/link";
import { STATE_FILTERS, type StateFilter } from "@/lib/fleet/hosts/fleet-query";
import { STATE_LOOKS } from "./state-looks";
import "./state-legend.css";

/** Without one of them these say nothing. */
const SELDOM: readonly StateFilter[] = ["restricted", "not-checked"];

interface StateLegendProps {
  /** Accessible name, and what the first link says where `all` is told. */
  label: string;
  all?: number;
  counts: Record<StateFilter, number>;
  /** The list of them; without one: of all. */
  hrefOf: (filter?: StateFilter) => string;
}

/** How many hosts are in each state: words and numbers of the list that each leads to. */
export function StateLegend({ label, all, counts, hrefOf }: StateLegendProps) {
  const word = useTranslations("fleet-hosts.status");
  const format = useFormatter();
  return (
    <nav className="state-legend" aria-label={label}>
      {all === undefined ? null : (
        <Link href={hrefOf()} className="state-all">
          {label} <b>{format.number(all)}</b>
        </Link>
      )}
      {STATE_FILTERS.filter((name) => counts[name] > 0 || !SELDOM.includes(name)).map((name) => {
        const { tone, shape } = STATE_LOOKS[name];
        const asks = name === "attention" && counts[name] > 0;
        return (
          <Link key={name} href={hrefOf(name)} className={`tone-${tone}`}>
            <Glyph shape={shape} small toned />
            {word(name)} <b className={asks ? "text-bad-ink" : undefined}>{format.number(counts[name])}</b>
          </Link>
        );
      })}
    </nav>
  );
}
