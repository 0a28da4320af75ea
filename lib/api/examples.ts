import type { Json } from "./named-schemas";

const ID = "7f3a09c2-d1e8-4b6a-9c3d-0a1b2c3d4e5f";

/** By the name of a field, where its schema alone says too little. */
const USUAL: Record<string, unknown> = {
  ...{ id: "101", hostId: "101", host: "101", customer: "10001", reference: "whmcs:1234", name: "web01" },
  ...{
    masterName: "web01",
    typedName: "web01",
    kind: "restart",
    outcome: "done",
    code: "busy",
    state: "running",
  },
  ...{ image: "22", area: "3", node: "5", username: "ann", email: "ann@example.com", phone: "+49 30 123456" },
  ...{
    password: "Sail2Boat7Moon",
    newPassword: "Sail2Boat7Moon",
    domain: "shop.example.com",
    disks: "system",
  },
  ...{ snapshot: "before-update", medium: "31", mappingId: "17", internalPort: "8080", insidePort: 8080 },
  ...{ quietFrom: "22:00", quietTo: "07:00" },
  ...{ cpuCores: 2, memoryMb: 4096, diskGb: 40, priceText: "€ 9.90 a month", requestId: "c0ffee12" },
  ...{
    subject: null,
    refusal: null,
    notSentCause: null,
    next: null,
    note: "Shop’s front end",
    newOwner: "10002",
  },
};

/** Of bodies: fields that need not be sent, but show what the kind or the order is for. */
const SHOWN: Record<string, Json> = {
  OrderRequest: { plan: ID, area: "3", image: "22", name: "web7", ipv4: { count: 1 } },
  HostChangeRequest: { reference: "whmcs:1234", paidUntil: "2026-12-31T00:00:00Z" },
  CustomerChangeRequest: { name: "Ann Example" },
  SignInLinkRequest: { to: { host: "101", page: "console" } },
  NewCustomerRequest: { name: "Ann Example", reference: "whmcs:c7" },
  "resize-host": { plan: ID, mayRestart: true },
  "update-host": { trafficLimitGb: 500 },
  "add-addresses": { ipv4: 1 },
};

const named = (schema: Json, all: Record<string, Json>): Json =>
  typeof schema.$ref === "string" ? (all[schema.$ref.slice(schema.$ref.lastIndexOf("/") + 1)] ?? {}) : schema;

const isNull = (schema: Json): boolean => schema.type === "null";

/** Whether a usual value is one of those that a schema takes. */
function fits(value: unknown, schema: Json, all: Record<string, Json>): boolean {
  const whole = named(schema, all);
  const choices = (whole.anyOf ?? whole.oneOf) as Json[] | undefined;
  if (choices) {
    return choices.some((one) => fits(value, one, all));
  }
  if (whole.const !== undefined || whole.enum) {
    return whole.const === value || ((whole.enum ?? []) as unknown[]).includes(value);
  }
  const types = [whole.type].flat();
  const type = value === null ? "null" : typeof value === "number" ? "integer" : typeof value;
  const isKind = types.includes(type) || (type === "integer" && types.includes("number"));
  return (
    isKind && (whole.pattern === undefined || new RegExp(String(whole.pattern), "u").test(String(value)))
  );
}

/** A value that the schema takes; of a body what must be sent alone. */
export function exampleOf(schema: Json, all: Record<string, Json>, isBody = false, name = ""): unknown {
  const usual = USUAL[name];
  if (usual !== undefined && fits(usual, schema, all)) {
    return usual;
  }
  const whole = named(schema, all);
  const choices = ((whole.anyOf ?? whole.oneOf) as Json[] | undefined)?.filter((one) => !isNull(one));
  if (choices) {
    return exampleOf(choices[0] ?? {}, all, isBody, name);
  }
  if (whole.const !== undefined || whole.enum) {
    return whole.const ?? ((whole.enum as unknown[] | undefined) ?? [])[0];
  }
  switch ([whole.type].flat()[0]) {
    case "object": {
      const needed = (whole.required ?? []) as string[];
      const fields = Object.entries((whole.properties ?? {}) as Record<string, Json>);
      return Object.fromEntries(
        fields
          .filter(([field]) => !isBody || needed.includes(field))
          .map(([field, one]) => [field, exampleOf(one, all, isBody, field)]),
      );
    }
    case "array":
      return Array.from({ length: Number(whole.minItems ?? 1) }, () =>
        exampleOf((whole.items ?? {}) as Json, all, isBody, name),
      );
    case "boolean":
      return false;
    case "null":
      return null;
    case "integer":
    case "number":
      return Math.max(1, Number(whole.minimum ?? 1));
    default:
      return textOf(whole);
  }
}

function textOf({ format, pattern }: Json): unknown {
  switch (format) {
    case "uuid":
      return ID;
    case "date-time":
      return "2026-12-01T08:00:00Z";
    case "date":
      return "2026-12-01";
    case "uri":
      return "https://shop.example/renew";
    default:
      return pattern && !new RegExp(String(pattern), "u").test("text") ? "1" : "text";
  }
}

/** One for each kind, where the body is a choice of them; else one. */
export function examplesOfBody(name: string, all: Record<string, Json>): Record<string, { value: unknown }> {
  const schema = all[name] ?? {};
  const one = (about: string, of: Json) => ({
    value: { ...(exampleOf(of, all, true) as Json), ...SHOWN[about] },
  });
  const mapping = (schema.discriminator as { mapping?: Record<string, string> } | undefined)?.mapping;
  return mapping
    ? Object.fromEntries(Object.entries(mapping).map(([kind, $ref]) => [kind, one(kind, { $ref })]))
    : { usual: one(name, schema) };
}
