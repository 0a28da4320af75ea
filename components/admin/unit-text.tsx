import type { ConnectionReport } from "@/lib/fleet/report-types";
import { useUnitText } from "./use-unit-text";

/** What `useUnitText` says, where a page is drawn on the server. */
export const UnitText = ({ samples }: { samples: ConnectionReport["samples"] }) => (
  <>{useUnitText()(samples)}</>
);
