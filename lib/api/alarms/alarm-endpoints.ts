import "server-only";
import { z } from "zod";
import { MOST_MINUTES } from "../../monitor/alarms/alarm-view";
import {
  type AlarmsOf,
  alarmsOfCustomer,
  alarmsOfHost,
  pauseAlarm,
  removeAlarm,
  saveAlarm,
  type WantedAlarm,
} from "../../monitor/alarms/alarms";
import { readAlarm } from "../../monitor/alarms/read-alarm";
import { ALARM_KINDS } from "../../notifications/kinds";
import { hostOf } from "../customer-endpoints";
import { type ApiAsked, type Endpoint, reads } from "../endpoint";
import { nextField } from "../lists";
import { errorsOf } from "../parse";
import { Problem } from "../problem";
import { time } from "../view-schemas";

const clock = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/)
  .nullable()
  .meta({ description: "HH:MM; null: always told." });
const rule = {
  value: z.number().min(0).max(1_000_000).meta({
    description: "Percent for CPU, memory and traffic, else in `unit`. 0 for `down`.",
  }),
  minutes: z.int().min(0).max(MOST_MINUTES).meta({ description: "0 for `traffic-above`." }),
  quietFrom: clock,
  quietTo: clock,
  timeZone: z.string().max(100).meta({ description: "Of the quiet hours, such as Europe/Berlin." }),
};

const Last = z.object({
  id: z.uuid(),
  firedAt: time,
  resolvedAt: time.nullable(),
  acknowledged: z.boolean(),
});
export const AlarmDocument = z.object({
  id: z.uuid(),
  kind: z.enum(ALARM_KINDS),
  ...rule,
  unit: z.string(),
  host: z
    .object({ id: z.string(), name: z.string() })
    .nullable()
    .meta({ description: "Null: all hosts of the account." }),
  state: z.enum(["paused", "waiting", "ok", "fired", "no-data"]),
  firing: z.number().meta({ description: "On how many hosts it has gone off." }),
  last: Last.nullable().meta({ description: "When it last went off." }),
});
export const AlarmList = z.object({ alarms: z.array(AlarmDocument), next: nextField });
const NO_QUERY = z.strictObject({});
const { value, minutes, ...quiet } = rule;
export const AlarmRequest = z.strictObject({
  kind: z.enum(ALARM_KINDS),
  value: value.default(0),
  minutes: minutes.default(0),
  quietFrom: quiet.quietFrom.default(null),
  quietTo: quiet.quietTo.default(null),
  timeZone: quiet.timeZone.default("UTC"),
});
export const AlarmChangeRequest = z
  .strictObject({ ...rule, paused: z.boolean().meta({ description: "False goes on." }) })
  .partial();

type Asked = ApiAsked<unknown>;
type Alarm = z.output<typeof AlarmDocument>;
/** What alarms are of, and those that are there. */
interface Theirs {
  of: AlarmsOf;
  read: () => Promise<Alarm[]>;
}

async function ofHost(asked: Asked): Promise<Theirs> {
  const owned = await hostOf(asked);
  const read = async () => (await alarmsOfHost(owned)).alarms.filter(({ host }) => host !== null);
  return { of: { tenancyId: owned.tenancyId }, read };
}

/** A token for some hosts alone knows nothing that is of all. */
async function ofAll({ token: { viewer, tenancyIds } }: Asked): Promise<Theirs> {
  const { accountId, userId } = viewer;
  if (userId === null || tenancyIds !== null) {
    throw new Problem("not-found");
  }
  const read = async () => (await alarmsOfCustomer(userId)).alarms.filter(({ host }) => host === null);
  return { of: { accountId, userId }, read };
}

/** Read once the host is proven: a foreign id tells nothing. */
function parsed<B extends z.ZodType>(schema: B, body: unknown): z.output<B> {
  const read = schema.safeParse(body);
  if (!read.success) {
    throw new Problem("invalid", { errors: errorsOf(read.error) });
  }
  return read.data;
}

/** As the form reads it. Throws the problem of what it refuses. */
function wantedIn({
  kind,
  value: figure,
  minutes: time,
  quietFrom,
  quietTo,
  timeZone,
}: z.output<typeof AlarmRequest>): WantedAlarm {
  const texts = { quietFrom: quietFrom ?? "", quietTo: quietTo ?? "" };
  const read = readAlarm({ kind, value: String(figure), minutes: String(time), ...texts, timeZone });
  if (!read.ok) {
    throw invalid(Object.keys(read.fields));
  }
  return read.wanted;
}

const invalid = (fields: string[], code = "invalid") =>
  new Problem("invalid", { errors: fields.map((field) => ({ field, code })) });

async function save({ of }: Theirs, wanted: WantedAlarm, id: string | null): Promise<void> {
  const result = await saveAlarm(of, wanted, id);
  if (result !== "done") {
    throw result === "not-found" ? new Problem("not-found") : invalid(["kind"], "too-many");
  }
}

async function one({ read }: Theirs, isIt: (alarm: Alarm) => boolean): Promise<Alarm> {
  const found = (await read()).find(isIt);
  if (!found) {
    throw new Problem("not-found");
  }
  return found;
}

const withId = ({ params }: Asked) => {
  const { alarm } = params;
  return ({ id }: Alarm) => id === alarm;
};

/** The same for one host and for all. */
const alarmEndpoints = (
  below: string,
  theirs: (asked: Asked) => Promise<Theirs>,
  names: Record<"list" | "create" | "change" | "delete", Endpoint["name"]>,
): Endpoint[] => [
  reads({
    path: below,
    name: names.list,
    needs: "read",
    query: NO_QUERY,
    answer: AlarmList,
    problems: ["not-found", "not-answering"],
    handle: async (asked) => ({ alarms: await (await theirs(asked)).read(), next: null }),
  }),
  {
    method: "POST",
    path: below,
    name: names.create,
    needs: "manage",
    query: NO_QUERY,
    // The same alarm sent twice is one.
    keyless: true,
    body: AlarmRequest,
    status: 201,
    answer: AlarmDocument,
    problems: ["not-found", "not-answering", "not-json", "invalid"],
    handle: async (asked) => {
      const own = await theirs(asked);
      const wanted = wantedIn(parsed(AlarmRequest, asked.body));
      await save(own, wanted, null);
      const body = await one(
        own,
        (alarm) =>
          alarm.kind === wanted.kind && alarm.value === wanted.value && alarm.minutes === wanted.minutes,
      );
      const place = new URL(asked.request.url).pathname;
      return { body, headers: { location: `${place}/${body.id}` } };
    },
  },
  {
    method: "PATCH",
    path: `${below}/{alarm}`,
    name: names.change,
    needs: "manage",
    query: NO_QUERY,
    body: AlarmChangeRequest,
    status: 200,
    answer: AlarmDocument,
    problems: ["not-found", "not-answering", "not-json", "invalid"],
    handle: async (asked) => {
      const own = await theirs(asked);
      const before = await one(own, withId(asked));
      const { paused, ...changes } = parsed(AlarmChangeRequest, asked.body);
      const { kind, value: figure, minutes: time, quietFrom, quietTo, timeZone } = before;
      if (Object.keys(changes).length > 0) {
        const rest = { kind, value: figure, minutes: time, quietFrom, quietTo, timeZone };
        await save(own, wantedIn({ ...rest, ...changes }), before.id);
      }
      if (paused !== undefined && paused !== (before.state === "paused")) {
        await pauseAlarm(own.of, before.id, paused);
      }
      return { body: await one(own, withId(asked)) };
    },
  },
  {
    method: "DELETE",
    path: `${below}/{alarm}`,
    name: names.delete,
    needs: "manage",
    query: NO_QUERY,
    body: null,
    status: 204,
    answer: null,
    problems: ["not-found", "not-answering"],
    handle: async (asked) => {
      const own = await theirs(asked);
      await removeAlarm(own.of, (await one(own, withId(asked))).id);
      return { body: null };
    },
  },
];

/** A host's own alarms, and those that an account has for all its hosts; not for guests, as in the panel. */
export const ALARM_ENDPOINTS: readonly Endpoint[] = [
  ...alarmEndpoints("/hosts/{id}/alarms", ofHost, {
    ...{ list: "listHostAlarms", create: "createHostAlarm" },
    ...{ change: "changeHostAlarm", delete: "deleteHostAlarm" },
  }),
  ...alarmEndpoints("/alarms", ofAll, {
    ...{ list: "listAlarms", create: "createAlarm" },
    ...{ change: "changeAlarm", delete: "deleteAlarm" },
  }),
];
