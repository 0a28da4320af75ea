import type { Picture } from "./picture";

export const ACCOUNT: Picture[] = [
  { name: "activity", path: "/activity" },
  { name: "notifications", path: "/notifications", all: true },
  { name: "account-notifications", path: "/account/notifications" },
  { name: "account", path: "/account" },
  { name: "account-second-factor", path: "/account/second-factor" },
  { name: "account-tokens", path: "/account/tokens" },
  { name: "developers", path: "/developers" },
  { name: "not-found", path: "/hosts/999999" },
];
