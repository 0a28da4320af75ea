import { expect, test } from "vitest";
import { parseVmId, type VmId } from "./ids";
import { isNear, type Lookup } from "./plain-http";
import { AUTHORITY } from "./testing/certificates";
import { clientFor, rawWire, tlsWire, wire } from "./testing/wire";

const vmId = parseVmId("5") as VmId;
const options = { priority: "command", beforeSend: async () => true } as const;
const start = (url: URL, more: Parameters<typeof clientFor>[1] = {}) =>
  clientFor(url, more).client.power(vmId, "vm_start", options);

test.each([
  ["127.0.0.1", true],
  ["127.9.9.9", true],
  ["10.1.2.3", true],
  ["172.16.0.1", true],
  ["172.32.0.1", false],
  ["192.168.1.1", true],
  ["192.169.1.1", false],
  ["169.254.169.254", false],
  ["0.0.0.0", false],
  ["8.8.8.8", false],
  ["::1", true],
  ["fd00::1", true],
  ["fe80::1", false],
  ["2001:db8::1", false],
  ["::ffff:192.168.1.1", true],
  ["::ffff:8.8.8.8", false],
  ["localhost", false],
])("%s is near: %s", (address, near) => {
  expect(isNear(address)).toBe(near);
});

test.each(["http://203.0.113.7/api/v3", "http://[2001:db8::1]/api/v3", "http://[::ffff:203.0.113.7]/api/v3"])(
  "plain http to %s never leaves the panel",
  async (url) => {
    expect(await start(new URL(url))).toMatchObject({ fault: { kind: "not-sent", cause: "plain-http" } });
  },
);

const resolvesTo =
  (...found: string[]): Lookup =>
  (_name, { all }, answer) => {
    const addresses = found.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    all ? answer(null, addresses) : answer(null, found[0] ?? "", 4);
  };

test("a name is judged by the address that it has at this connect", async () => {
  const { url, seen } = await wire(() => ({ headers: { connection: "close" }, body: "0" }));
  const named = new URL(`http://localhost:${url.port}/api/v3`);
  const addresses = ["127.0.0.1"];
  const { client } = clientFor(named, {
    lookup: (name, options, answer) => resolvesTo(...addresses)(name, options, answer),
  });
  expect((await client.power(vmId, "vm_start", options)).ok).toBe(true);
  addresses[0] = "203.0.113.7";
  expect(await client.power(vmId, "vm_start", options)).toMatchObject({ fault: { cause: "plain-http" } });
  addresses.push("127.0.0.1");
  expect((await client.power(vmId, "vm_start", options)).ok).toBe(true);
  expect(seen).toHaveLength(2);
});

test("an address that is neither loopback nor private is connected to only where the setting allows it", async () => {
  const { url, seen } = await wire(() => ({ body: "0" }));
  // No private address by its number, and this machine all the same.
  const anywhere = new URL(`http://0.0.0.0:${url.port}/api/v3`);
  expect(await start(anywhere)).toMatchObject({ fault: { cause: "plain-http" } });
  expect(await start(anywhere, { allowHttp: true })).toEqual({ ok: true, value: null });
  expect(seen).toHaveLength(1);
});

test("a certificate that the authority signed for this address is accepted", async () => {
  const { url, seen } = await tlsWire("right");
  expect(await start(url, { ca: AUTHORITY })).toEqual({ ok: true, value: null });
  expect(seen).toHaveLength(1);
});

test.each([
  ["an authority that nobody knows", "right", undefined],
  ["another name's certificate", "elsewhere", AUTHORITY],
  ["an expired certificate", "expired", AUTHORITY],
] as const)("%s: not sent", async (_name, certificate, ca) => {
  const { url, seen } = await tlsWire(certificate);
  expect(await start(url, { ca })).toMatchObject({ fault: { kind: "not-sent", cause: "tls" } });
  expect(seen).toEqual([]);
});

test("the environment can't switch the check off", async () => {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
  try {
    const { url } = await tlsWire("right");
    expect(await start(url)).toMatchObject({ fault: { kind: "not-sent", cause: "tls" } });
  } finally {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  }
});

test("plain http on the TLS address: not sent", async () => {
  const { url } = await wire(() => ({ body: "0" }));
  expect(await start(new URL(`https://127.0.0.1:${url.port}/`))).toMatchObject({
    fault: { kind: "not-sent", cause: "tls" },
  });
});

test("a handshake that hangs is given up in time", async () => {
  const { url } = await rawWire(() => {});
  expect(await start(new URL(`https://127.0.0.1:${url.port}/`), { connectMs: 50 })).toMatchObject({
    fault: { kind: "not-sent", cause: "connect-timeout" },
  });
});
