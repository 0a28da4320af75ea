import { type HostLook, lookOf } from "@/components/hosts/host-look";
import type { StateFilter } from "@/lib/fleet/hosts/fleet-query";

/** The mark of each sort of host that the staff's counts know. */
export const STATE_LOOKS: Record<StateFilter, HostLook> = {
  attention: lookOf("over-traffic", null),
  running: lookOf("running", null),
  off: lookOf("off", null),
  "setting-up": lookOf("setting-up", null),
  restricted: { tone: "off", shape: "padlock" },
  "not-checked": lookOf("unknown", null),
};
