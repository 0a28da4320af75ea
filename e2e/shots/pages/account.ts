import type { Picture } from "./picture";

export const ACCOUNT: Picture[] = [
  { name: "activity", path: "/activity" },
  { name: "notifications", path: "/notifications", all: true },
  { name: "alarms", path: "/alarms", all: true },
  { name: "traffic", path: "/traffic", all: true },
  { name: "account", path: "/account" },
  { name: "account-new-token", path: "/account#new-token", screen: true },
  { name: "approvals", path: "/approvals" },
  { name: "handovers", path: "/handovers" },
  { name: "developers", path: "/developers" },
  { name: "not-found", path: "/hosts/999999" },
];
