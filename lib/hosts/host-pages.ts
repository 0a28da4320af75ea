/** The tabs of a host, in their order; keys of `words`. All but the first are folders below it. */
export const HOST_TABS = ["overview", "monitor", "snapshots", "network", "activity", "settings"] as const;
/** Every page of a host that can be named, also the one that is no tab. */
export const HOST_PAGES = [...HOST_TABS, "reinstall"] as const;
export type HostPage = (typeof HOST_PAGES)[number];
