import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { beforeEach, expect, it, vi } from "vitest";
import { syncFleet } from "../hosts/mirror/sync-fleet";
import { useSimulatedHosts } from "../hosts/testing/on-simulator";
import * as ledger from "../operations/read-ledger";
import { ENDPOINTS } from "./endpoints";
import { hostOfOrder, OrderRequest } from "./fleet/order-request";
import { apiRoute } from "./handle-api";
import { CUSTOMER_OFFER, PROVIDER_OFFER } from "./offers";
import { apiDescription } from "./openapi";
import { freeLimits, newAccount, newTokenOf, program } from "./testing/program";

// A module's exports can't be spied on, those of a mocked one can.
vi.mock(import("../operations/read-ledger"), async (original) => ({ ...(await original()) }));
const { simulator } = useSimulatedHosts();

let token: string;
beforeEach(async () => {
  await freeLimits();
  token = await newTokenOf(await newAccount("customer", "10001"));
});

it("is valid OpenAPI 3.1, for anybody, and names every address, kind and field", async () => {
  const answer = await apiRoute(new Request("http://127.0.0.1:3000/api/v1/openapi.json"), {
    params: Promise.resolve({}),
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("ratelimit")).toContain('"address"');
  const text = await answer.text();
  expect(await new Validator().validate(JSON.parse(text))).toEqual({ valid: true });
  expect(JSON.parse(text).openapi).toMatch(/^3\.1\./);
  expect(Object.keys(JSON.parse(text).paths).sort()).toEqual(
    [...new Set(ENDPOINTS.map(({ path }) => path))].sort(),
  );
  const { schemas } = JSON.parse(text).components;
  for (const [name, { commands, mayWait }] of [
    ["OperationRequest", CUSTOMER_OFFER],
    ["FleetOperationRequest", PROVIDER_OFFER],
  ] as const) {
    const { oneOf, discriminator } = schemas[name];
    expect(discriminator.propertyName).toBe("kind");
    for (const { kind, fields } of commands) {
      const $ref = discriminator.mapping[kind];
      expect(oneOf).toContainEqual({ $ref });
      const { properties } = schemas[$ref.slice("#/components/schemas/".length)];
      expect(properties.kind.const).toBe(kind);
      const more = mayWait(kind) ? ["kind", "whenBusy"] : ["kind"];
      expect(Object.keys(properties).sort()).toEqual([...more, ...Object.keys(fields)].sort());
    }
  }
  expect(schemas.LockHostRequest.properties.endsSuspension).toEqual({ type: "boolean" });
  expect(schemas.Quota.discriminator.propertyName).toBe("size");
  expect(schemas.ProblemCode.enum).toContain("not-listed");
  // Many tools pass over tuples, and then forbid each of their parts.
  expect(text).not.toContain("prefixItems");
  // What a newer release adds must break no client.
  expect(JSON.stringify(JSON.parse(text).components.schemas.Host)).not.toContain(
    '"additionalProperties":false',
  );
  const again = (tag: string) =>
    apiRoute(
      new Request("http://127.0.0.1:3000/api/v1/openapi.json", { headers: { "if-none-match": tag } }),
      { params: Promise.resolve({}) },
    );
  const known = await again(answer.headers.get("etag") ?? "");
  expect([known.status, await known.text(), known.headers.get("cache-control")]).toEqual([
    304,
    "",
    "no-cache",
  ]);
  expect((await again('"another"')).status).toBe(200);
  expect(JSON.stringify(apiDescription({ closed: true }))).toContain('"additionalProperties":false');
});

it("has an example for each kind, body and answer, which its schema takes, and links to where a program goes on", () => {
  const description = apiDescription({ closed: true });
  const ajv = new Ajv2020({ strict: false });
  formats.default(ajv);
  ajv.addSchema({ $id: "api", ...description });
  const fault = ({ $ref }: Content["schema"], value: unknown) =>
    ajv.getSchema(`api${$ref}`)?.(value) === true ? null : $ref;
  const operations = Object.values(description.paths as Record<string, Record<string, Described>>).flatMap(
    (each) => Object.values(each),
  );
  const kinds = new Set<string>();
  const ids = new Set(operations.map(({ operationId }) => operationId));
  for (const { operationId, requestBody, responses } of operations) {
    const answers = Object.values(responses);
    const all = [...answers, ...(requestBody ? [requestBody] : [])].flatMap(({ content = {} }) =>
      Object.values(content),
    );
    for (const { schema, example, examples } of all) {
      const given = examples ? Object.values(examples).map(({ value }) => value) : [example];
      expect(given.length, operationId).toBeGreaterThan(0);
      expect(
        given.map((one) => [fault(schema, one), one]).filter(([wrong]) => wrong),
        operationId,
      ).toEqual([]);
    }
    for (const kind of Object.keys(requestBody?.content?.["application/json"]?.examples ?? {})) {
      kinds.add(kind);
    }
    for (const link of answers.flatMap(({ links = {} }) => Object.values(links))) {
      expect(ids).toContain(link.operationId);
    }
  }
  for (const { commands, bodies } of [CUSTOMER_OFFER, PROVIDER_OFFER]) {
    expect([...kinds]).toEqual(expect.arrayContaining(commands.map(({ kind }) => kind)));
    expect(bodies).toHaveLength(commands.length);
  }
  const order = (description.paths as Record<string, Record<string, Described>>)["/fleet/hosts"]?.post;
  const wanted = order?.requestBody?.content?.["application/json"]?.examples?.usual?.value;
  expect(hostOfOrder(OrderRequest.parse(wanted), [examplePlan(wanted as { plan: string })]).ok).toBe(true);
});

interface Content {
  schema: { $ref: string };
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

interface Described {
  operationId: string;
  requestBody?: { content?: Record<string, Content> };
  responses: Record<
    string,
    { content?: Record<string, Content>; links?: Record<string, { operationId: string }> }
  >;
}

const examplePlan = ({ plan }: { plan: string }) => ({
  id: plan,
  name: "Small",
  values: { cpuCores: 1, memoryMb: 1024, portMbit: 100 },
});

it("describes every list as it is answered, page by page", async () => {
  const lists = ["snapshots", "ports", "domains", "media", "images", "operations"] as const;
  for (const vmId of ["101", "105", "109"]) {
    for (const list of lists) {
      const { status, body } = await program(`/hosts/${vmId}/${list}?limit=200`, { token });
      expect(status, `${vmId} ${list}`).toBe(200);
      const rows: object[] = [];
      for (let after = ""; ; ) {
        const page = await program(`/hosts/${vmId}/${list}?limit=1${after}`, { token });
        rows.push(...page.body[list]);
        if (page.body.next === null) break;
        after = `&after=${encodeURIComponent(page.body.next)}`;
      }
      expect(rows, `${vmId} ${list}`).toEqual(body[list]);
    }
  }
  const { body } = await program("/hosts/105/ports", { token });
  expect(body).toMatchObject({ reach: "shared", ports: [{ insidePort: 3389 }, { insidePort: 1433 }] });
});

it("answers hosts as /api/hosts does, in the order of their ids", async () => {
  await syncFleet();
  const { body } = await program("/hosts", { token });
  const ids = body.hosts.map((host: { id: string }) => Number(host.id));
  expect(ids.length).toBeGreaterThan(5);
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
  const page = await program(`/hosts?limit=3&after=${ids[2]}`, { token });
  expect(page.body.hosts.map((host: { id: string }) => Number(host.id))).toEqual(ids.slice(3, 6));
  expect(page.body.next).toBe(String(ids[5]));
  for (const after of ["abc", "999", "201"]) {
    const { status, body: refused } = await program(`/hosts?after=${after}`, { token });
    expect([status, refused.errors], after).toEqual([400, [{ field: "after", code: "not-listed" }]]);
  }
  const others = await program(`/hosts/101/operations?after=${crypto.randomUUID()}`, { token });
  expect(others.body.errors).toEqual([{ field: "after", code: "not-listed" }]);
});

it("answers samples with a value for each time", async () => {
  const to = Math.floor(Date.now() / 1000);
  const { status, body } = await program(`/hosts/101/monitor?from=${to - 3600}&to=${to}&points=20`, {
    token,
  });
  expect(status).toBe(200);
  expect(body.series.cpu.low).toHaveLength(body.times.length);
  const wrong = await program(`/hosts/101/monitor?from=${to}&to=${to - 3600}`, { token });
  expect(wrong.body.code).toBe("bad-request");
});

it("answers what isn't there, what isn't allowed and what can't be read by a problem document", async () => {
  const code = async (path: string, method = "GET") => {
    const { status, body, headers } = await program(path, { token, method });
    expect(headers.get("content-type")).toContain("application/problem+json");
    return [status, body.code];
  };
  expect(await code("/nothing")).toEqual([404, "not-found"]);
  expect(await code("/")).toEqual([404, "not-found"]);
  const other = new Request("http://127.0.0.1:3000/api/v2/hosts", { method: "POST" });
  const ofOther = await apiRoute(other, { params: Promise.resolve({}) });
  expect([ofOther.status, (await ofOther.json()).code]).toEqual([404, "not-found"]);
  expect((await program("/nothing", { token })).body.requestId).toMatch(/^[\w-]+$/);
  expect(await code("/hosts/101x")).toEqual([404, "not-found"]);
  expect(await code("/operations/none")).toEqual([404, "not-found"]);
  expect(await code("/hosts?limit=0")).toEqual([400, "bad-request"]);
  expect(await code("/hosts?limit=201")).toEqual([400, "bad-request"]);
  expect(await code("/hosts?limit=1&limit=2")).toEqual([400, "bad-request"]);
  for (const limit of ["1e2", "0x10", " 5", "%09+80 ", "05", "5.0", ""]) {
    expect(await code(`/hosts?limit=${limit}`), limit).toEqual([400, "bad-request"]);
  }
  expect(await code("/hosts?userid=10002")).toEqual([400, "bad-request"]);
  expect(await code("/hosts?__proto__=1")).toEqual([400, "bad-request"]);
  expect((await program("/hosts/%31%30%31", { token })).body.id).toBe("101");
  expect(await code("/hosts/%zz")).toEqual([404, "not-found"]);
  expect(await code("/hosts/101/snapshots?after=none")).toEqual([400, "bad-request"]);
  for (const method of ["PUT", "PATCH", "DELETE", "OPTIONS"]) {
    expect(await code("/hosts", method), method).toEqual([405, "method-not-allowed"]);
  }
  const { headers } = await program("/hosts/101/operations", { token, method: "DELETE" });
  expect(headers.get("allow")).toBe("GET, HEAD, POST");
  expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
});

it("says by a problem document that the provider's system is silent, and that something of ours went wrong", async () => {
  await simulator().control.addFault({ kind: "silence" });
  const silent = await program("/hosts/999999", { token });
  expect([silent.status, silent.body.code]).toEqual([503, "not-answering"]);
  expect(Number(silent.headers.get("retry-after"))).toBeGreaterThan(0);
  await simulator().control.removeFaults();
  vi.spyOn(ledger, "readOperation").mockRejectedValueOnce(new Error("canary-inside"));
  const broken = await program(`/operations/${crypto.randomUUID()}`, { token });
  expect([broken.status, broken.body.code]).toEqual([500, "internal"]);
  expect(broken.body.requestId).toMatch(/^[\w-]+$/);
  expect(JSON.stringify(broken.body)).not.toContain("canary");
});
