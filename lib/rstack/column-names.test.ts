import { describe, expect, test } from "vitest";
import { parseColumnNames } from "./column-names";
import { parseRows } from "./rows/raw-row";

const read = (text: string) => parseColumnNames(text, "customer");

describe("RSTACK_COLUMNS", () => {
  test("names columns by action", () => {
    expect(read("")).toEqual({ ok: true, columns: {} });
    expect(read("hypertask.vmid=hostid, hypernat.vmid=host,hypernat.privateport=inner")).toEqual({
      ok: true,
      columns: { hypertask: { vmid: "hostid" }, hypernat: { vmid: "host", privateport: "inner" } },
    });
  });

  test.each([
    ["hyper.remark=vmpass", "secrets"],
    ["hyper.vmpass=remark", "secrets"],
    ["hyper.remark=VncToken", "secrets"],
    ["hypertask.taskmsg=api_secret", "secrets"],
    ["hyper.userid=owner", "RSTACK_OWNER_FIELD"],
    ["hyper.remark=customer", "RSTACK_OWNER_FIELD"],
    ["hyperbackup.name=userid", "RSTACK_OWNER_FIELD"],
    ["user_info.id=nr", "there are no columns"],
    ["constructor.id=nr", "there are no columns"],
    ["hypertask.nonsense=x", "has no column nonsense"],
    ["hypertask.vmid", "each pair is"],
    ["hypertask.vmid=a=b", "each pair is"],
  ])("refuses %s", (text, why) => {
    expect(read(text)).toEqual({ ok: false, faults: [expect.stringContaining(why)] });
  });

  test("a named column stands in place of ours, doubled where it is doubled", () => {
    const reading = { utcOffsetMinutes: null, renamed: { vmid: "hostid" } };
    expect(parseRows('[{"hostid":"5","vmid":"6"},{"vmid":"7"}]', reading)).toMatchObject([
      { columns: { vmid: "5" }, doubled: [] },
      { columns: { vmid: "7" }, doubled: [] },
    ]);
    expect(parseRows('[{"hostid":"5","hostid":"6"}]', reading)).toMatchObject([
      { doubled: ["hostid", "vmid"] },
    ]);
  });
});
