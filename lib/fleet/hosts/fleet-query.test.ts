import { expect, it } from "vitest";
import { fleetHref, fleetQueryFrom, isNarrowed } from "./fleet-query";

it("is what the address says, there and back", () => {
  const href =
    "/admin/hosts?q=web+7&area=1&node=2&owner=kunde-%C3%A47&image=11&status=locked&sort=id&dir=desc&page=3";
  const query = fleetQueryFrom(Object.fromEntries(new URLSearchParams(href.split("?")[1])));
  expect(fleetHref(query, { page: query.page })).toBe(href);
  expect(isNarrowed(query)).toBe(true);
});

it("takes nothing that it doesn't know, and begins at the first page after another choice", () => {
  const query = fleetQueryFrom({ area: "1 or 1=1", sort: "password", status: ["locked"], page: "-3" });
  expect(fleetHref(query)).toBe("/admin/hosts");
  expect(fleetHref({ ...query, page: 9 }, { sort: "owner" })).toBe("/admin/hosts?sort=owner");
});
