import { beforeAll, expect, it, vi } from "vitest";
import { personOf } from "./claims";

const TENANT = "8f3c0a1e-5b7d-4c2e-9a60-1d2f3b4c5d6e";
const ISSUER = `https://login.microsoftonline.com/${TENANT}/v2.0`;
const CLAIMS = { iss: ISSUER, sub: "for-this-program-alone", oid: "object-id", tid: TENANT };

beforeAll(() => {
  vi.stubEnv("OIDC_ISSUER", ISSUER);
  vi.stubEnv("OIDC_CLIENT_ID", "panel");
  vi.stubEnv("OIDC_CLIENT_SECRET", "canary-oidc-secret");
  vi.stubEnv("OIDC_ROLES", "roles:panel-admin=admin,roles:panel-support=support");
});

it("knows a person of Entra ID by `oid`, in the one tenant of the settings", () => {
  expect(personOf(CLAIMS)).toMatchObject({ issuer: ISSUER, subject: "object-id", role: null, email: null });
  expect(personOf({ ...CLAIMS, tid: "11111111-2222-3333-4444-555555555555" })).toBeNull();
  expect(personOf({ ...CLAIMS, tid: undefined })).toBeNull();
  expect(personOf({ ...CLAIMS, oid: undefined })).toBeNull();
  expect(personOf({ ...CLAIMS, iss: ISSUER.replace(TENANT, "another") })).toBeNull();
});

it("gives the higher of the roles that the claims name, byte for byte", () => {
  const roleOf = (roles: unknown) => personOf({ ...CLAIMS, roles })?.role;
  expect(roleOf(["panel-support", "panel-admin"])).toBe("admin");
  expect(roleOf("panel-support")).toBe("support");
  expect(roleOf(["Panel-Admin", "panel-admin "])).toBeNull();
  expect(roleOf({ "panel-admin": true })).toBeNull();
});
