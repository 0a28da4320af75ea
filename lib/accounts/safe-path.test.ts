import { expect, it } from "vitest";
import { safePath, safeRedirect, signInFrom } from "./safe-path";

it.each([
  ["/hosts/42", "/hosts/42"],
  ["/hosts/42/activity?from=2026-01-01", "/hosts/42/activity?from=2026-01-01"],
  ["/account", "/account"],
  [undefined, "/hosts"],
  ["", "/hosts"],
  ["/admin", "/hosts"],
  ["/hostsile", "/hosts"],
  ["//evil.example/hosts", "/hosts"],
  ["/\\evil.example", "/hosts"],
  ["/hosts/..//evil.example", "/hosts"],
  ["/hosts//evil.example", "/hosts"],
  ["/hosts/../admin", "/hosts"],
  ["https://evil.example/hosts", "/hosts"],
  ["javascript:alert(1)", "/hosts"],
  ["/hosts\n//evil", "/hosts"],
  ["/hosts/%0d%0aset-cookie:x", "/hosts"],
  ["/api/auth/signout", "/hosts"],
])("a customer who wants %s goes to %s", (wanted, path) => {
  expect(safePath(wanted, "customer")).toBe(path);
});

it("keeps staff on staff's pages", () => {
  expect(safePath("/admin/connection", "support")).toBe("/admin/connection");
  expect(safePath("/hosts/42", "admin")).toBe("/admin");
});

it.each([
  ["http://127.0.0.1:3000/hosts", "http://127.0.0.1:3000/hosts"],
  ["/admin/connection", "http://127.0.0.1:3000/admin/connection"],
  ["//evil.example", "http://127.0.0.1:3000/sign-in"],
  ["http://127.0.0.1:3000.evil.example/hosts", "http://127.0.0.1:3000/sign-in"],
  ["http://127.0.0.1:3000//evil.example", "http://127.0.0.1:3000/sign-in"],
  ["/\\evil.example", "http://127.0.0.1:3000/sign-in"],
])("next-auth sent to %s ends at %s", (wanted, place) => {
  expect(safeRedirect(wanted)).toBe(place);
});

it.each([
  ["/hosts/42/monitor?range=day", "/sign-in?next=%2Fhosts%2F42%2Fmonitor%3Frange%3Dday"],
  ["/admin/connection", "/sign-in?next=%2Fadmin%2Fconnection"],
  ["/hosts", "/sign-in"],
  ["/", "/sign-in"],
  ["//evil.example/hosts", "/sign-in"],
  ["/sign-in?next=/hosts/42", "/sign-in"],
  [null, "/sign-in"],
])("a session that ends at %s leads to %s", (from, place) => {
  expect(signInFrom(from)).toBe(place);
});

it("says that the session has ended, whatever page it leads back to", () => {
  expect(signInFrom("/hosts", true)).toBe("/sign-in?ended=1");
  expect(signInFrom("/hosts/42", true)).toBe("/sign-in?next=%2Fhosts%2F42&ended=1");
});
