import { expect, test } from "vitest";
import { parseRowId, parseUserId, type RowId, type UserId } from "../ids";
import { clientFor, wire } from "../testing/wire";

const userId = parseUserId("8") as UserId;
const rowId = parseRowId("31") as RowId;
const options = { priority: "command" } as const;
const NEW_HOST = { owner: userId, place: { areaId: rowId }, imageId: rowId, name: "web01" };

const MADE =
  '{"additionals_ip":"192.168.1.19,192.168.1.20","additionals_ipv6":"2607:fcd0:1999:8600::1040","areaid":"1","areaname":"华东区域","guid":"","id":"341","ip":"192.168.1.18","ipv6":"2607:fcd0:100:5600::1030","mac":"00:15:5d:2b:63:90","nodeid":"1","nodename":"可用区 a","os":"centos7.6","osid":"15","remark":"","remote_port":"0","status":"0","userid":"8080","vmname":"cloud33453","vmpass":"9pgu0skw2sdh"}';

async function created(body: string) {
  const { url } = await wire(() => ({ body }));
  return clientFor(url).client.createHost(NEW_HOST, options);
}

test("the vendor's reply to vm_create: its password stands in one place", async () => {
  const made = await created(`0|${MADE}`);
  expect(made).toMatchObject({
    value: {
      vmId: "341",
      password: "9pgu0skw2sdh",
      row: { name: "cloud33453", owner: "8080", nodeName: "可用区 a" },
      ips: [
        "192.168.1.18",
        "2607:fcd0:100:5600::1030",
        "192.168.1.19",
        "192.168.1.20",
        "2607:fcd0:1999:8600::1040",
      ],
    },
  });
  expect(JSON.stringify(made).split("9pgu0skw2sdh")).toHaveLength(2);
});

test("a host was made, whatever stands behind the 0", async () => {
  const nothing = { vmId: null, password: null, row: null, ips: [] };
  expect(await created("0|188|192.168.1.123,192.168.1.124")).toEqual({
    ok: true,
    value: { ...nothing, vmId: "188", ips: ["192.168.1.123", "192.168.1.124"] },
  });
  for (const body of ["0", "0|", "0|x", '0|{"id":', "0|[]", '0|{"id":"05"}']) {
    expect(await created(body)).toEqual({ ok: true, value: nothing });
  }
  expect(await created('0|{"id":"7","vmpass":"a","vmpass":"b"}')).toMatchObject({
    value: { vmId: "7", password: null },
  });
  const { url } = await wire((form) => ({ body: `-1|bad ${form.get("vmpass")}` }));
  const refused = await clientFor(url).client.createHost({ ...NEW_HOST, password: "canary" }, options);
  expect(refused).toMatchObject({ fault: { kind: "refused", text: "bad •••" } });
});

test("a new customer's row id, or none where the master says only that it is done", async () => {
  for (const [body, expected] of [
    ["0|188", "188"],
    ["0", null],
    ["0|x", null],
  ] as const) {
    const { url } = await wire(() => ({ body }));
    const added = await clientFor(url).client.addUser({ userId, username: "u", password: "123456" }, options);
    expect(added).toEqual({ ok: true, value: { rowId: expected } });
  }
});
