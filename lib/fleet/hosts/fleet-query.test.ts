import { expect, it } from "vitest";
import { chosenIn, fleetHref, fleetQueryFrom, isNarrowed } from "./fleet-query";

it("is what the address says, there and back", () => {
  const href =
    "/admin/hosts?q=web+7&area=1&node=2&owner=kunde-%C3%A47&image=11&status=locked&sort=id&dir=desc&page=3";
  const query = fleetQueryFrom(Object.fromEntries(new URLSearchParams(href.split("?")[1])));
  expect(fleetHref(query, { page: query.page })).toBe(href);
  expect(isNarrowed(query)).toBe(true);
});

it("stands on its owner's page without naming them once more, and in the file of all hosts names them", () => {
  const query = { ...fleetQueryFrom({ q: "web" }), owner: "kunde-ä7", ofOwner: true as const };
  expect(fleetHref(query, { sort: "traffic" })).toBe(
    "/admin/customers/kunde-%C3%A47/hosts?q=web&sort=traffic",
  );
  expect(isNarrowed({ ...query, text: "" })).toBe(false);
  expect(chosenIn({ ...query, ofOwner: undefined }).owner).toBe("kunde-ä7");
});

it("takes nothing that it doesn't know, and begins at the first page after another choice", () => {
  const query = fleetQueryFrom({ area: "1 or 1=1", sort: "password", status: ["locked"], page: "-3" });
  expect(fleetHref(query)).toBe("/admin/hosts");
  expect(fleetHref({ ...query, page: 9 }, { sort: "owner" })).toBe("/admin/hosts?sort=owner");
});
