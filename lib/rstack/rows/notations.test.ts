import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify } from "../classify";
import { parseVmId, type VmId } from "../ids";
import type { CheckedReply } from "../master-client";
import { CHECKED_REPLIES, type Notation } from "../survey/checked-replies";
import { addressOf } from "./address-row";
import { consoleStateOf } from "./console-state";
import { addressesOf, hostStateOf } from "./host-details";
import { hostListOf } from "./host-row";
import { hostSettingsOf } from "./host-settings";
import { imagesOf, mediaOf } from "./image-row";
import { areasOf, nodesOf, poolAddressesOf, poolsOf } from "./infrastructure-rows";
import { mappingOf } from "./mapping-row";
import { monitorSamplesOf } from "./monitor-row";
import type { RawRow } from "./raw-row";
import { backupsOf, snapshotsOf } from "./snapshot-row";
import { taskOf } from "./task-row";
import { allUsersOf } from "./user-details";

const HOST: VmId = parseVmId("101") ?? never();
function never(): never {
  throw new Error("unreachable: this text is an id");
}
const OFFSET_MINUTES = 480;

/** What the panel shows of a reply's rows. */
const SHOWN: Readonly<Record<CheckedReply, (rows: RawRow[]) => unknown>> = {
  hosts: (rows) => [hostListOf(rows, "userid"), rows.map((row) => hostSettingsOf(row, "userid"))],
  users: allUsersOf,
  areas: areasOf,
  nodes: nodesOf,
  images: (rows) => imagesOf(rows, "system"),
  discs: (rows) => imagesOf(rows, "disc"),
  pools: poolsOf,
  addresses: (rows) => [rows.map(addressOf), poolAddressesOf(rows)],
  freeAddresses: poolAddressesOf,
  mappings: (rows) => rows.map(mappingOf),
  tasks: (rows) => rows.map(taskOf),
  snapshots: (rows) => snapshotsOf(rows, HOST),
  backups: (rows) => [backupsOf(rows, "snapshot"), backupsOf(rows, "full")],
  media: (rows) => mediaOf(rows, HOST),
  monitor: (rows) => monitorSamplesOf(rows, HOST),
  state: (rows) => rows.map((details) => hostStateOf({ word: "running", details })),
  details: (rows) => rows.map(addressesOf),
  console: (rows) => rows.map(consoleStateOf),
};

const digits = (min: number, max: number) => fc.integer({ min, max }).map(String);
const ipv4 = fc.ipV4();
const text = fc.stringMatching(/^[A-Za-z][A-Za-z0-9 _-]{1,19}[a-z]$/);
const VALUES: Readonly<Record<Notation, fc.Arbitrary<string>>> = {
  id: digits(1, 999_999),
  text,
  whole: text,
  code: digits(0, 9),
  amount: digits(0, 1_000_000),
  quota: digits(-1, 100),
  day: fc
    .date({ min: new Date("2015-01-01"), max: new Date("2035-01-01"), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10).replaceAll("-", "")),
  moment: digits(1_000_000_000, 1_999_999_999),
  port: digits(0, 65_535),
  ip: ipv4,
  ips: fc.array(ipv4, { minLength: 1, maxLength: 3 }).map((ips) => ips.join(",")),
  figures: fc.array(digits(0, 10_000), { minLength: 4, maxLength: 4 }).map((parts) => parts.join(",")),
};

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

function written(value: string, notation: Notation, writing: Writing): string | number {
  if (notation === "moment" && writing.moments === "clock") {
    return clock(value);
  }
  if (notation === "day" && writing.days === "dashes") {
    return value.replace(/(....)(..)(..)/, "$1-$2-$3");
  }
  if ((notation === "ips" || notation === "figures") && writing.spaced) {
    return value.replaceAll(",", ", ");
  }
  const isNumber = ["id", "code", "amount", "quota", "moment", "port"].includes(notation);
  return isNumber && writing.numbers === "numbers" ? Number(value) : value;
}

/** A row that names its host by the id that was asked for, else by the values that were drawn. */
function rowIn(reply: CheckedReply, values: Readonly<Record<string, string>>, writing: Writing) {
  const { columns, notations } = CHECKED_REPLIES[reply];
  const row: Record<string, string | number> = {};
  for (const [field, names] of Object.entries(columns)) {
    const value = field === "host" ? HOST : values[field];
    // A name that stands for another field too would be read as that: take the next one.
    const free = names.filter((name) => !Object.hasOwn(row, name) && !isOthers(columns, field, name));
    const name = free[writing.name % Math.max(1, free.length)] ?? names[0];
    if (value !== undefined && name !== undefined) {
      row[name] = written(value, notations[field] ?? "text", writing);
    }
  }
  return row;
}

const isOthers = (columns: Readonly<Record<string, readonly string[]>>, field: string, name: string) =>
  Object.entries(columns).some(([other, names]) => other !== field && names.includes(name));

function shown(reply: CheckedReply, rows: unknown): unknown {
  const read = classify("list", new TextEncoder().encode(JSON.stringify(rows)), {
    utcOffsetMinutes: OFFSET_MINUTES,
    renamed: {},
  });
  return read.kind === "value" ? SHOWN[reply](read.value) : read;
}

describe.each(Object.keys(SHOWN) as CheckedReply[])("rows of %s", (reply) => {
  const { columns, notations } = CHECKED_REPLIES[reply];
  const VALUES_OF = fc.record(
    Object.fromEntries(Object.keys(columns).map((field) => [field, VALUES[notations[field] ?? "text"]])),
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
