import type { GlyphShape } from "@/components/ui/glyph";
import type { Tone } from "@/components/ui/plate";

export type CustomerState = "active" | "disabled" | "unknown" | "missing" | "several" | "unread";

export const CUSTOMER_LOOK: Record<CustomerState, { tone: Tone; shape: GlyphShape }> = {
  active: { tone: "run", shape: "check" },
  disabled: { tone: "alert", shape: "octagon" },
  unknown: { tone: "off", shape: "dashes" },
  missing: { tone: "alert", shape: "crossed" },
  several: { tone: "alert", shape: "triangle" },
  unread: { tone: "off", shape: "dashes" },
};

/** By RStack's code: `0` active, `1` disabled. */
export const stateOfStatus = (status: string | null): CustomerState =>
  status === "0" ? "active" : status === "1" ? "disabled" : "unknown";
