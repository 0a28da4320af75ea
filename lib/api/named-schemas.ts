import "server-only";
import { z } from "zod";
import * as alarms from "./alarms/alarm-endpoints";
import { FLEET_NAMES } from "./fleet/schema-names";
import * as months from "./month-schemas";
import { CUSTOMER_OFFER, PROVIDER_OFFER } from "./offers";
import { ProblemDocument } from "./problem-schema";
import * as answers from "./view-schemas";

export type Json = Record<string, unknown>;

/** Names in `#/components/schemas`. */
const NAMES = {
  Token: answers.TokenDocument,
  Host: answers.Host,
  HostList: answers.HostList,
  AddressList: answers.AddressesOfHost,
  SnapshotList: answers.SnapshotList,
  PortList: answers.PortsOfHost,
  DomainList: answers.DomainsOfHost,
  MediumList: answers.MediaOfHost,
  ImageList: answers.ImagesForHost,
  Monitor: answers.Monitor,
  // Programs that make classes call the property of a host Traffic.
  TrafficByMonth: months.Traffic,
  Downtime: months.Downtime,
  Alarm: alarms.AlarmDocument,
  AlarmList: alarms.AlarmList,
  AlarmRequest: alarms.AlarmRequest,
  AlarmChangeRequest: alarms.AlarmChangeRequest,
  Operation: answers.Operation,
  OperationOfHost: answers.OperationOfHost,
  OperationList: answers.OperationList,
  ...FLEET_NAMES,
  Problem: ProblemDocument,
  State: answers.StateWord,
  Kind: answers.KindWord,
  BlockReason: answers.BlockReasonWord,
  ProblemCode: answers.ProblemCodeWord,
  SnapshotQuota: answers.SnapshotsAllowed,
  RestoreWithSafety: answers.RestoreWithSafety,
  RestoreGoing: answers.RestoreGoing,
  RestoreStopped: answers.RestoreStopped,
  RestoreKept: answers.RestoreKept,
  Quota: answers.MappingsAllowed,
  QuotaNone: answers.NoQuota,
  QuotaSome: answers.SomeSnapshots,
  QuotaKnown: answers.KnownQuota,
  QuotaUnknown: answers.UnknownQuota,
  OperationRequest: CUSTOMER_OFFER.body,
  FleetOperationRequest: PROVIDER_OFFER.body,
  ...Object.fromEntries(
    [CUSTOMER_OFFER, PROVIDER_OFFER].flatMap(({ commands, bodies }) =>
      bodies.map((body, at) => {
        const command = commands[at];
        // With a field more than a customer's programs send.
        const isOwn =
          command && CUSTOMER_OFFER.commands.includes(command) && !CUSTOMER_OFFER.bodies.includes(body);
        return [`${isOwn ? "Fleet" : ""}${bodyName(command?.kind ?? "")}`, body];
      }),
    ),
  ),
} satisfies Record<string, z.ZodType>;

/** `add-port` is AddPortRequest. */
function bodyName(kind: string): string {
  const words = kind.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join("")}Request`;
}

export function nameOf(schema: z.ZodType): string {
  const [name] = Object.entries(NAMES).find(([, known]) => known === schema) ?? [];
  if (!name) {
    throw new Error("a schema of the API has no name");
  }
  return name;
}

/** A field of a form that holds a number is text there; a program may send either. A tick is a boolean. */
export function asPrograms(schema: Json): void {
  if (schema.asBoolean) {
    for (const name of ["asBoolean", "anyOf", "const"]) {
      delete schema[name];
    }
    schema.type = "boolean";
  }
  if (schema.asNumber) {
    delete schema.asNumber;
    schema.type = ["string", "integer"];
  }
}

/** By name. What is sent as it comes in, what is answered as it goes out. `closed`: with no field more than is described. */
export function schemasOf(closed: boolean): Record<string, Json> {
  const made = (io: "input" | "output") => {
    const registry = z.registry<{ id: string }>();
    for (const [id, schema] of Object.entries(NAMES)) {
      if (id.endsWith("Request") === (io === "input")) {
        registry.add(schema, { id });
      }
    }
    const { schemas } = z.toJSONSchema(registry, {
      io,
      target: "draft-2020-12",
      uri: (id) => `#/components/schemas/${id}`,
      override: ({ jsonSchema }) => asPrograms(jsonSchema as Json),
    });
    return Object.entries(schemas as Record<string, Json>).map(([name, all]): [string, Json] => {
      const { $schema: _, $id: __, ...schema } = all;
      const whole = { ...schema, ...discriminatorOf(schema, schemas as Record<string, Json>) };
      return [name, io === "input" || closed ? whole : (opened(whole) as Json)];
    });
  };
  return Object.fromEntries([...made("output"), ...made("input")]);
}

/** For a choice of named schemas: the field that tells them apart, and which value stands for which. */
function discriminatorOf({ oneOf }: Json, all: Record<string, Json>): Json {
  const refs = ((oneOf ?? []) as { $ref?: string }[]).flatMap(({ $ref }) => $ref ?? []);
  const found = refs.map(($ref) => {
    const properties = all[$ref.slice($ref.lastIndexOf("/") + 1)]?.properties as Record<string, Json>;
    const [field, value] = Object.entries(properties).find(([, one]) => typeof one.const === "string") ?? [];
    return { $ref, field, value: String(value?.const) };
  });
  const [first] = found;
  return first
    ? {
        discriminator: {
          propertyName: first.field,
          mapping: Object.fromEntries(found.map(({ $ref, value }) => [value, $ref])),
        },
      }
    : {};
}

/** What is answered may get more fields: a program has to leave alone what it doesn't know. */
function opened(schema: unknown): unknown {
  if (Array.isArray(schema)) {
    return schema.map(opened);
  }
  if (typeof schema !== "object" || schema === null) {
    return schema;
  }
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !(key === "additionalProperties" && value === false))
      .map(([key, value]) => [key, opened(value)]),
  );
}
