/** The pages of a host, in the order of their tabs; message keys of `host.tab`. All but the first are folders below it. */
export const HOST_PAGES = [
  "overview",
  "monitor",
  "snapshots",
  "schedules",
  "network",
  "media",
  "reinstall",
  "access",
  "console",
  "activity",
] as const;
export type HostPage = (typeof HOST_PAGES)[number];
