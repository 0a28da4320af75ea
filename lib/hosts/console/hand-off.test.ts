import { writeFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { config } from "@/lib/config";
import { type ConsoleTicket, handOff, handOffOf, plainForm } from "./load-adapter";

const ticket: ConsoleTicket = {
  origin: "https://console1.example.com",
  token: "stpj-0123",
  vmName: "vnc_yuan",
  guid: "138d0073-5026-458d-b2b6-77084e8628fe",
  nodeAddress: "192.168.1.23",
  expiresAt: "2026-11-25T10:00:00.000Z",
  hostId: "101",
  language: "en",
};
const form = { method: "post", url: "https://console1.example.com/", fields: { a: "b" } };

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "adapter-"));
});
afterAll(() => rm(folder, { recursive: true }));

vi.mock("@/lib/config", () => ({ config: vi.fn() }));
const adapterIs = (adapter: string) =>
  vi.mocked(config).mockReturnValue({ console: { adapter, hosts: [] } } as never);

describe("an adapter", () => {
  it.each(["post", "get"] as const)("hands the vendor's fields over as they are, by %s", async (method) => {
    adapterIs(method);
    expect(await handOff(ticket)).toEqual({
      method,
      action: "https://console1.example.com/",
      fields: [
        ["vmname", "vnc_yuan"],
        ["guid", ticket.guid],
        ["vnctoken", "stpj-0123"],
      ],
      expiresAt: ticket.expiresAt,
    });
  });

  it("of a provider encodes the fields as its master's script does: the documented example", async () => {
    adapterIs(path.resolve("docs/examples/console-adapter.mjs"));
    const made = await handOff(ticket);
    expect(made).toMatchObject({ method: "post", action: "https://console1.example.com/console" });
    const [[name, data] = []] = made.fields;
    expect(name).toBe("data");
    expect(Buffer.from(data ?? "", "base64").toString()).toBe(`vnc_yuan|${ticket.guid}|stpj-0123`);
  });

  it("tells why it failed, without the token", async () => {
    const file = path.join(folder, "bad.mjs");
    writeFileSync(
      file,
      'export default (t) => { throw new Error("can\'t encode " + t.token + " of " + t.vmName) }',
    );
    adapterIs(file);
    await expect(handOff(ticket)).rejects.toThrow("can't encode [token] of vnc_yuan");
  });

  it("without a function, or that isn't there, hands nothing over", async () => {
    const file = path.join(folder, "empty.mjs");
    writeFileSync(file, "export const handOff = 1");
    adapterIs(file);
    await expect(handOff(ticket)).rejects.toThrow("default export");
    adapterIs("/nowhere/console.mjs");
    await expect(handOff(ticket)).rejects.toThrow();
  });
});

describe("what an adapter returns", () => {
  it("may be a path of the server's origin, with fields of its own", () => {
    expect(handOffOf({ ...form, url: `${ticket.origin}/vnc?lang=en` }, ticket).action).toBe(
      `${ticket.origin}/vnc?lang=en`,
    );
    expect(
      handOffOf(plainForm("get")({ ...ticket, vmName: null, guid: null }), ticket).fields,
    ).toContainEqual(["guid", ""]);
  });

  it.each([
    ["nothing", null],
    ["a text", "https://console1.example.com/"],
    ["another method", { ...form, method: "put" }],
    ["more than a form", { ...form, target: "_top" }],
    ["a field that is no text", { ...form, fields: { a: 1 } }],
    [
      "too many fields",
      { ...form, fields: Object.fromEntries(Array.from({ length: 41 }, (_, n) => [`f${n}`, ""])) },
    ],
    ["no address", { ...form, url: "/console" }],
    ["another host", { ...form, url: "https://evil.example/" }],
    ["another port", { ...form, url: "https://console1.example.com:8443/" }],
    ["plain HTTP in the place of TLS", { ...form, url: "http://console1.example.com/" }],
    ["a script", { ...form, url: "javascript:alert(1)" }],
    ["somebody's name in the address", { ...form, url: "https://u:p@console1.example.com/" }],
    ["a fragment", { ...form, url: "https://console1.example.com/#x" }],
    ["a query that a GET would lose", { ...form, method: "get", url: "https://console1.example.com/?a=b" }],
  ])("is refused: %s", (_, made) => {
    expect(() => handOffOf(made, ticket)).toThrow(/console adapter/);
  });
});
