import { ACCOUNT } from "./pages/account";
import { ENTRY } from "./pages/entry";
import { HOST } from "./pages/host";
import { HOSTS } from "./pages/hosts";
import { NEIGHBOUR } from "./pages/neighbour";
import { type Picture, question, type Who } from "./pages/picture";
import { STAFF } from "./pages/staff";

export const PICTURES: Record<Who, Picture[]> = {
  nobody: ENTRY,
  customer: [...HOSTS, ...HOST, ...ACCOUNT],
  newcomer: [{ name: "hosts-announcement", path: "/hosts" }],
  secured: [{ name: "account-second-factor-on", path: "/account#password" }],
  viewing: [
    { name: "view-hosts", path: "/hosts", all: true },
    { name: "view-host", path: "/hosts/101" },
    { name: "view-activity", path: "/activity" },
    { name: "view-account", path: "/account" },
    { name: "view-staff-page", path: "/viewing" },
    {
      name: "view-allow",
      path: "/hosts/109",
      before: question((page) =>
        page
          .getByRole("button", { name: /^(Allow changes|允许更改)$/ })
          .first()
          .click(),
      ),
      screen: true,
    },
  ],
  neighbour: NEIGHBOUR,
  hostless: [{ name: "hosts-none", path: "/hosts" }],
  admin: STAFF,
};
