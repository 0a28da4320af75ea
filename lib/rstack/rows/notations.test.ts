import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify } from "../classify";
import { parseVmId, type VmId } from "../ids";
import type { CheckedReply } from "../master-client";
import { CHECKED_REPLIES } from "../survey/checked-replies";
import { addressOf } from "./address-row";
import { consoleStateOf } from "./console-state";
import {
  type Column,
  type ColumnTable,
  readAmount,
  readCode,
  readDay,
  readFirstIp,
  readFlag,
  readIp,
  readIps,
  readIpv4,
  readIpv6,
  readMoment,
  readPort,
  readQuota,
  readRowId,
  readVmId,
} from "./fields";
import { addressesOf, hostStateOf } from "./host-details";
import { HOST, hostListOf } from "./host-row";
import { hostSettingsOf } from "./host-settings";
import { imagesOf, mediaOf } from "./image-row";
import { CAPACITY_COLUMNS, poolAddressesOf, poolsOf } from "./infrastructure-rows";
import { mappingOf } from "./mapping-row";
import { monitorSamplesOf, readFigures } from "./monitor-row";
import { AREA_COLUMNS, withIdsOf } from "./named-row";
import type { RawRow } from "./raw-row";
import { backupsOf, snapshotsOf } from "./snapshot-row";
import { taskOf } from "./task-row";
import { allUsersOf } from "./user-details";
import { USER_COLUMNS } from "./user-row";

const ASKED: VmId = parseVmId("101") ?? never();
function never(): never {
  throw new Error("unreachable: this text is an id");
}
const OFFSET_MINUTES = 480;

/** What the panel shows of a reply's rows. */
const SHOWN: Readonly<Record<CheckedReply, (rows: RawRow[]) => unknown>> = {
  hosts: (rows) => [hostListOf(rows, "userid"), rows.map((row) => hostSettingsOf(row, "userid"))],
  users: allUsersOf,
  areas: (rows) => withIdsOf(rows, AREA_COLUMNS),
  nodes: (rows) => withIdsOf(rows, CAPACITY_COLUMNS),
  images: (rows) => imagesOf(rows, "system"),
  discs: (rows) => imagesOf(rows, "disc"),
  pools: poolsOf,
  addresses: (rows) => [rows.map(addressOf), poolAddressesOf(rows)],
  freeAddresses: poolAddressesOf,
  mappings: (rows) => rows.map(mappingOf),
  tasks: (rows) => rows.map(taskOf),
  snapshots: (rows) => snapshotsOf(rows, ASKED),
  backups: (rows) => [backupsOf(rows, "snapshot"), backupsOf(rows, "full")],
  media: (rows) => mediaOf(rows, ASKED),
  monitor: (rows) => monitorSamplesOf(rows, ASKED),
  state: (rows) => rows.map((details) => hostStateOf({ word: "running", details })),
  details: (rows) => rows.map(addressesOf),
  console: (rows) => rows.map(consoleStateOf),
};

const digits = (min: number, max: number) => fc.integer({ min, max }).map(String);
const ipv4 = fc.ipV4();
const text = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 _-]{1,19}[a-z]$/);
const ips = fc.array(ipv4, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(","));
const NUMBERS = new Map<Column["reader"], fc.Arbitrary<string>>([
  [readRowId, digits(1, 999_999)],
  [readVmId, digits(1, 999_999)],
  [USER_COLUMNS.rowId.reader, digits(1, 999_999)],
  [HOST.mediumId.reader, digits(1, 999_999)],
  [readCode, digits(0, 9)],
  [readFlag, digits(0, 1)],
  [readAmount, digits(0, 1_000_000)],
  [readQuota, digits(-1, 100)],
  [readMoment, digits(1_000_000_000, 1_999_999_999)],
  [readPort, digits(0, 65_535)],
]);
const LISTS: typeof NUMBERS = new Map<Column["reader"], fc.Arbitrary<string>>([
  [readIpv4, ips],
  [readIpv6, fc.ipV6()],
  [readIps, ips],
  [readFirstIp, ips],
  [readFigures, fc.array(digits(0, 10_000), { minLength: 4, maxLength: 4 }).map((parts) => parts.join(","))],
]);
const days = fc
  .date({ min: new Date("2015-01-01"), max: new Date("2035-01-01"), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10).replaceAll("-", ""));
/** What a column of each reader may hold; texts for all others. */
const VALUES: typeof NUMBERS = new Map([...NUMBERS, ...LISTS, [readDay, days], [readIp, ipv4]]);

interface Writing {
  numbers: "texts" | "numbers";
  moments: "seconds" | "clock";
  days: "plain" | "dashes";
  /** Which of the names that are known for a field, counted from the documented one. */
  name: number;
  spaced: boolean;
}
const WRITING: fc.Arbitrary<Writing> = fc.record({
  numbers: fc.constantFrom("texts", "numbers"),
  moments: fc.constantFrom("seconds", "clock"),
  days: fc.constantFrom("plain", "dashes"),
  name: fc.nat(9),
  spaced: fc.boolean(),
});

const clock = (seconds: string) =>
  new Date((Number(seconds) + OFFSET_MINUTES * 60) * 1000).toISOString().slice(0, 19).replace("T", " ");

function written(value: string, { reader }: Column, writing: Writing): string | number {
  if (reader === readMoment && writing.moments === "clock") {
    return clock(value);
  }
  if (reader === readDay && writing.days === "dashes") {
    return value.replace(/(....)(..)(..)/, "$1-$2-$3");
  }
  if (LISTS.has(reader) && writing.spaced) {
    return value.replaceAll(",", ", ");
  }
  return NUMBERS.has(reader) && writing.numbers === "numbers" ? Number(value) : value;
}

/** A row that names its host by the id that was asked for, else by the values that were drawn. */
function rowIn(reply: CheckedReply, values: Readonly<Record<string, string>>, writing: Writing) {
  const { columns } = CHECKED_REPLIES[reply];
  const row: Record<string, string | number> = {};
  for (const [field, column] of Object.entries(columns)) {
    const { names } = column;
    const value = field === "host" ? ASKED : values[field];
    // A name that stands for another field too would be read as that: take the next one.
    const free = names.filter((name) => !Object.hasOwn(row, name) && !isOthers(columns, field, name));
    const name = free[writing.name % Math.max(1, free.length)] ?? names[0];
    if (value !== undefined) {
      row[name] = written(value, column, writing);
    }
  }
  return row;
}

const isOthers = (columns: ColumnTable, field: string, name: string) =>
  Object.entries(columns).some(([other, { names }]) => other !== field && names.includes(name));

function shown(reply: CheckedReply, rows: unknown): unknown {
  const read = classify("list", new TextEncoder().encode(JSON.stringify(rows)), {
    utcOffsetMinutes: OFFSET_MINUTES,
    renamed: {},
  });
  return read.kind === "value" ? SHOWN[reply](read.value) : read;
}

describe.each(Object.keys(SHOWN) as CheckedReply[])("rows of %s", (reply) => {
  const VALUES_OF = fc.record(
    Object.fromEntries(
      Object.entries(CHECKED_REPLIES[reply].columns).map(([field, { reader }]) => [
        field,
        VALUES.get(reader) ?? text,
      ]),
    ),
  );

  it("show the same in every pair of notations", () => {
    fc.assert(
      fc.property(VALUES_OF, WRITING, WRITING, (values, one, other) => {
        expect(shown(reply, [rowIn(reply, values, one)])).toEqual(
          shown(reply, [rowIn(reply, values, other)]),
        );
      }),
      { numRuns: 150 },
    );
  });

  it("show something, so that the sameness isn't that of nothing", () => {
    const samples = fc.sample(VALUES_OF, 60);
    const plain: Writing = { numbers: "texts", moments: "seconds", days: "plain", name: 0, spaced: false };
    const none = JSON.stringify(shown(reply, [])).length;
    const all = samples.map((values) => JSON.stringify(shown(reply, [rowIn(reply, values, plain)])).length);
    expect(Math.max(...all)).toBeGreaterThan(none);
  });

  it("show nothing alike for each way to write no rows", () => {
    const ways = ["", "[]", "null", '""'].map((body) => classify("list", new TextEncoder().encode(body)));
    expect(
      new Set(ways.map((way) => JSON.stringify(way.kind === "value" && SHOWN[reply](way.value)))).size,
    ).toBe(1);
  });
});
