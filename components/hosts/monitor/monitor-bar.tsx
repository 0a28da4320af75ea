import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import { Key } from "@/components/ui/key";
import { dayLimits, hrefOf, SPAN_NAMES } from "./range";
import type { ChosenRange } from "./use-choice";
import type { MonitorFigures } from "./use-figures";

interface MonitorBarProps {
  vmId: string;
  /** Unix seconds; 0 before the browser told. */
  now: number;
  chosen: ChosenRange;
  figures: MonitorFigures;
}

/** Which time is shown, as charts or as a table, and the way out of it. */
export function MonitorBar({ vmId, now, chosen, figures }: MonitorBarProps) {
  const t = useTranslations("monitor");
  const { choice, zoomed, table } = chosen;
  const { from, to } = chosen.window;
  return (
    <div className="monitor-bar">
      <nav className="segments" aria-label={t("range.label")}>
        {SPAN_NAMES.map((span) => (
          <a
            key={span}
            href={hrefOf({ kind: "span", span }, null, table)}
            aria-current={choice.kind === "span" && choice.span === span && !zoomed ? "true" : undefined}
            onClick={(event) => {
              event.preventDefault();
              chosen.choose({ kind: "span", span });
            }}
          >
            {t(`range.${span}`)}
          </a>
        ))}
      </nav>
      <DayKey now={now} chosen={chosen} figures={figures} />
      {zoomed ? (
        <Key variant="plain" onClick={chosen.back}>
          {t("back")}
        </Key>
      ) : null}
      <span className="monitor-ways flex gap-1">
        <Key variant="plain" aria-pressed={table} onClick={() => chosen.showTable(!table)}>
          <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
            {table ? (
              <path d="M3 16.500h14M3.500 12.500l4-4.500 3.500 3 5-6.500" />
            ) : (
              <>
                <rect x="3" y="3.500" width="14" height="13" rx="2.200" />
                <path d="M3 8h14M3 12h14M8.500 8v8.500" />
              </>
            )}
          </svg>
          {t(table ? "charts" : "table")}
        </Key>
        <a
          className="key key-plain"
          aria-label={t("downloadLabel")}
          download
          href={
            now > 0
              ? `/api/hosts/${vmId}/monitor?${new URLSearchParams({ from: String(from), to: String(to), format: "csv", zone: figures.zone })}`
              : undefined
          }
        >
          <Icon name="download" />
          {t("download")}
        </a>
      </span>
    </div>
  );
}

/** A key that says the day; the browser's own calendar lies unseen over it. */
function DayKey({ now, chosen, figures }: Omit<MonitorBarProps, "vmId">) {
  const t = useTranslations("monitor");
  const { choice } = chosen;
  const day = choice.kind === "day" ? choice.day : "";
  const limits = now > 0 ? dayLimits(now, figures.zone) : null;
  return (
    <label className={`key monitor-day relative overflow-hidden ${day ? "" : "text-ink-2"}`}>
      <svg className="icon" viewBox="0 0 20 20" aria-hidden="true">
        <rect x="3" y="4" width="14" height="13" rx="2.400" />
        <path d="M3 8.500h14M7 2.500v3M13 2.500v3" />
      </svg>
      {day ? figures.day(day) : t("chooseDay")}
      <input
        type="date"
        aria-label={t("day")}
        value={day}
        min={limits?.first}
        max={limits?.last}
        onClick={(event) => event.currentTarget.showPicker?.()}
        onChange={({ currentTarget: { value, min, max } }) => {
          if (value >= min && value <= max) {
            chosen.choose({ kind: "day", day: value });
          }
        }}
      />
    </label>
  );
}
