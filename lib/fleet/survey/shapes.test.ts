import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CATALOGUE } from "@/lib/rstack/catalogue/catalogue";
import { createShapeRecorder } from "@/lib/rstack/survey/record-shapes";
import { type Simulator, startSimulator } from "@/lib/simulator/start";
import { dialectOf } from "@/lib/simulator/wire/dialect";
import { settingsOfShapes } from "@/lib/simulator/wire/shapes";
import { judgePages } from "./judge-pages";
import { surveyOf } from "./testing/survey";
import { type Shapes, shapesOf, writeShapes } from "./write-shapes";

let sim: Simulator;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "shapes-"));
  sim = await startSimulator({ controlPort: 0 });
});
afterAll(async () => {
  await sim.close();
  await rm(folder, { recursive: true });
});
beforeEach(() => sim.control.reset());

const OWN = { ownerField: "userid", columns: {} };

async function record() {
  const recorder = createShapeRecorder(OWN);
  const survey = await surveyOf(sim.url, { onAnswer: recorder.note });
  return { survey, shapes: shapesOf(survey, recorder.replies()) };
}

const play = (shapes: Shapes) => sim.control.setSettings(settingsOfShapes(JSON.stringify(shapes)));

describe("recorded shapes", () => {
  it("hold no value of any row, whoever it names", async () => {
    await sim.control.setHost("101", { remark: "Canary-Remark-of-Ann" });
    await sim.control.addFault({
      kind: "refuse",
      match: { action: "area" },
      text: "Canary refusal for ann@x.example",
    });
    const { shapes } = await record();
    const text = JSON.stringify(shapes);
    const { hosts, users, rules, backups } = sim.control.master;
    const said = [...hosts.values(), ...users, ...rules, ...backups]
      .flatMap((one) => Object.values(one))
      .filter((value): value is string => typeof value === "string" && value.length > 3)
      // Words that are a column's name as well.
      .filter((value) => !["none", "text"].includes(value));
    expect(said.length).toBeGreaterThan(150);
    expect(said.filter((value) => text.includes(value))).toEqual([]);
    expect(text).not.toMatch(/canary|ann@|simulator-secret|127\.0\.0\.1/i);
    expect(shapes.replies.area).toMatchObject({ answers: ["refused"], columns: [] });
  });

  it.each([
    ["a host's id", '[{"101":"x"}]', "id"],
    ["a GUID", '[{"6F9619FF-8B86-D011-B42D-00CF4FC964FF":"x"}]', "id"],
    ["an address", '[{"203.0.113.9":"x"}]', "address"],
    ["an IPv6 address", '[{"2001:db8::9":"x"}]', "address"],
    ["a person", '[{"ann":"x"}]', "name"],
    ["an e-mail address", '[{"ann@x.example":"x"}]', "name"],
    ["a host's name", '[{"web01":"x"}]', "name"],
    ["a name made of words of the trade, with rows behind it", '[{"mailserver":{"id":"1"}}]', "name"],
    ["a name that stands in a value elsewhere", '[{"mailserver":"x","host":"mailserver"}]', "name"],
    ["a name in another script", '[{"王小明":"x"}]', "name"],
  ])("write down a key that is %s by its kind", (_what, body, key) => {
    const recorder = createShapeRecorder(OWN);
    recorder.note(CATALOGUE.hyper, new TextEncoder().encode(body));
    const [first] = recorder.replies().hyper?.columns.filter(({ name }) => name === null) ?? [];
    expect(first).toMatchObject({ name: null, key });
    expect(JSON.stringify(recorder.replies())).not.toMatch(/ann|web01|mailserver|203|2001|6F96|王|"101"/);
  });

  it("keep the names of columns that the panel doesn't know, and what it reads them as", () => {
    const recorder = createShapeRecorder({
      ownerField: "customer_no",
      columns: { hypertask: { vmid: "hostid" } },
    });
    const note = (action: "hyper" | "hypertask", body: string) =>
      recorder.note(CATALOGUE[action], new TextEncoder().encode(body));
    note(
      "hyper",
      '[{"vm_state":"1","customer_no":"c-77","bwdate":"2026-01-02 03:04:05","ip":"192.0.2.1,192.0.2.2"}]',
    );
    note("hypertask", '[{"hostid":5,"status":"3","task_type":"2"}]');
    const { hyper, hypertask } = recorder.replies();
    expect(hyper?.columns).toEqual([
      { name: "bwdate", as: "bwdate", values: ["clock"] },
      { name: "customer_no", as: "customer_no", values: ["text"] },
      { name: "ip", as: "ip", values: ["addresses"] },
      { name: "vm_state", values: ["digits"] },
    ]);
    expect(hypertask?.columns).toEqual([
      { name: "hostid", as: "vmid", values: ["number"] },
      { name: "status", as: "status", values: ["digits"] },
      { name: "task_type", as: "tasktype", values: ["digits"] },
    ]);
  });

  it("are written for their writer alone, also over a file that was there", async () => {
    const file = path.join(folder, "shapes.json");
    await writeFile(file, "", { mode: 0o644 });
    await writeShapes(file, (await record()).shapes);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it("are what npm run check -- --record writes", async () => {
    const file = path.join(folder, "shapes.json");
    const run = promisify(execFile)(
      process.execPath,
      ["--conditions=react-server", "--import", "tsx", "lib/cli/check.ts", "--record", file],
      {
        env: {
          NODE_ENV: "production",
          PATH: process.env.PATH,
          RSTACK_URL: sim.url,
          RSTACK_SECRET: "simulator-secret",
          PANEL_URL: "http://127.0.0.1:3000",
          AUTH_SECRET: "x".repeat(40),
        },
      },
    );
    expect((await run).stdout).toContain("The shapes of the replies are in");
    const { replies } = JSON.parse(await readFile(file, "utf8")) as Shapes;
    expect(replies).toEqual((await record()).shapes.replies);
  }, 60_000);
});

describe("a master that plays recorded shapes", () => {
  it.each([
    "",
    "stranger",
    "stranger,host=ip,empty=brackets",
    "host=untold,filter=ignored",
    "images=untold,freeip=both",
  ])("of the dialect '%s' gives the same answers and the same verdict on every page", async (dialect) => {
    await sim.control.setSettings({ dialect: dialectOf(dialect) });
    const recorded = await record();
    await sim.control.reset();
    await play(recorded.shapes);
    const played = await record();
    expect(judgePages(played.survey)).toEqual(judgePages(recorded.survey));
    const { hypertask: _gone, ...replies } = played.shapes.replies;
    const { hypertask: _kept, ...expected } = recorded.shapes.replies;
    expect(replies).toEqual(expected);
    expect({ ...played.shapes, replies: null }).toEqual({ ...recorded.shapes, replies: null });
  });

  it("of other column names and notations gives them, and refuses what was refused", async () => {
    const { shapes } = await record();
    const column = (
      name: string,
      as: string,
      ...values: Shapes["replies"][string]["columns"][number]["values"]
    ) => ({
      name,
      as,
      values,
    });
    await play({
      ...shapes,
      ownerColumn: "customer_no",
      replies: {
        ...shapes.replies,
        hyper: {
          answers: ["rows"],
          columns: [column("vmid", "id", "number"), column("customer_no", "customer_no", "text")],
        },
        hypernat: {
          answers: ["rows"],
          columns: [column("hostid", "vmid", "number"), column("outport", "publicport", "number")],
        },
        "vm_snapshot.list": { answers: ["refused"], columns: [] },
      },
    });
    const { shapes: played } = await record();
    expect(played.replies.hyper?.columns.map(({ name }) => name)).toEqual(["customer_no", "vmid"]);
    expect(played.replies.hypernat?.columns.map(({ name }) => name)).toEqual(["hostid", "outport"]);
    expect(played.replies["vm_snapshot.list"]?.answers).toEqual(["refused"]);
  });

  it("refuses a file that is none", () => {
    expect(() => settingsOfShapes("{}")).toThrow("not a file of npm run check");
  });
});
