import type { UnitFit } from "@/lib/monitor/traffic/fit-unit";
import { useUnitText } from "./use-unit-text";

/** What `useUnitText` says, where a page is drawn on the server. */
export const UnitText = ({ fit }: { fit: UnitFit }) => <>{useUnitText()(fit)}</>;
