import { useFormatter, useTranslations } from "next-intl";
import { SegmentedFilter } from "@/components/ui/form/segmented";
import { Glyph } from "@/components/ui/glyph";
import { type FleetQuery, fleetHref, STATE_FILTERS } from "@/lib/fleet/hosts/fleet-query";
import type { FleetCounts } from "@/lib/fleet/hosts/fleet-status";
import { STATE_LOOKS } from "./state-looks";
import "./fleet-states.css";

/** How many hosts are in each state that some are in, of what else was chosen; each leads to those. */
export function FleetStates({ query, counts }: { query: FleetQuery; counts: FleetCounts }) {
  const t = useTranslations("fleet-hosts");
  const format = useFormatter();
  const shown = STATE_FILTERS.filter((filter) => counts[filter] > 0 || query.status === filter);
  return (
    <div className="fleet-states">
      <SegmentedFilter
        label={t("filter.status")}
        segments={[
          {
            href: fleetHref(query, { status: null }),
            label: t("filter.all"),
            count: format.number(counts.all),
            current: query.status === null,
          },
          ...shown.map((filter) => ({
            href: fleetHref(query, { status: filter }),
            label: t(`status.${filter}`),
            count: format.number(counts[filter]),
            current: query.status === filter,
            mark: (
              <span className={`tone-${STATE_LOOKS[filter].tone}`}>
                <Glyph shape={STATE_LOOKS[filter].shape} small toned />
              </span>
            ),
          })),
        ]}
      />
    </div>
  );
}
