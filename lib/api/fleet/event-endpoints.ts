import "server-only";
import { z } from "zod";
import {
  eventDocument,
  FLEET_EVENT_KINDS,
  type FleetEvent,
  readEvents,
} from "../../notifications/fleet-events";
import { LEDGER_KINDS, OPERATION_OUTCOMES, OTHER_KIND } from "../../operations/operation-view";
import { type Endpoint, reads } from "../endpoint";
import { nextField, notListed, pageQuery } from "../lists";
import { text, time } from "../view-schemas";

const FleetEventDocument = z.object({
  id: z.uuid().meta({ description: "The same however often it is delivered." }),
  kind: z.enum(FLEET_EVENT_KINDS),
  at: time,
  hostId: text,
  customer: z.string(),
  reference: text.meta({ description: "Your own ID of the service, or of the customer." }),
  operation: z
    .object({
      id: z.uuid(),
      kind: z.enum([...LEDGER_KINDS, OTHER_KIND]),
      outcome: z.enum(OPERATION_OUTCOMES),
    })
    .nullable(),
  fields: z.array(z.string()).meta({ description: "What changed." }),
});
export const FleetEventList = z.object({ events: z.array(FleetEventDocument), next: nextField });

function shown(event: FleetEvent): z.output<typeof FleetEventDocument> {
  const { operation, ...rest } = eventDocument(event);
  const by = <Word extends string>(words: readonly Word[], word: string | undefined) =>
    words.find((one) => one === word);
  return {
    ...rest,
    kind: by(FLEET_EVENT_KINDS, event.kind) ?? "host-changed",
    operation: operation && {
      id: operation.id,
      kind: by(LEDGER_KINDS, operation.kind) ?? OTHER_KIND,
      outcome: by(OPERATION_OUTCOMES, operation.outcome) ?? "failed",
    },
  };
}

export const EVENT_ENDPOINTS: readonly Endpoint[] = [
  reads({
    path: "/fleet/events",
    name: "listEvents",
    needs: "fleet-read",
    query: pageQuery.extend({
      after: z.uuid().optional().meta({ description: "ID of the last event that you have." }),
      since: z.iso.datetime().optional(),
    }),
    answer: FleetEventList,
    handle: async ({ query: { after, since, limit } }) => {
      const page = await readEvents({ after: after ?? null, since: since ? new Date(since) : null, limit });
      if (!page) {
        throw notListed();
      }
      return { events: page.events.map(shown), next: page.next };
    },
  }),
];
