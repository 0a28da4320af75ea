import { z } from "zod";
import { DIFFERENCE_KINDS } from "../../fleet/orders/differences";
import { LEDGER_KINDS, OTHER_KIND } from "../../operations/operation-view";
import { PLAN_FIELDS } from "../../rstack/host-fields";
import { nextField } from "../lists";
import { AlreadyDone, hostFields, number, operationFields, text, time } from "../view-schemas";

// What a provider's tokens are answered with.

/** One that a provider's token sees: of a host, or an order for one. */
export const FleetOperation = z.object({
  ...operationFields,
  kind: z.enum([...LEDGER_KINDS, OTHER_KIND]),
  hostId: text.meta({ description: "Null until an ordered host exists." }),
  waiting: z.boolean().meta({ description: "It waits for another operation of the host to end." }),
  customer: text,
  reference: text,
});

export const FleetAlreadyDone = z.object({
  ...AlreadyDone.shape,
  ...{ waiting: z.boolean(), customer: text, reference: text },
});

export const FleetHost = z.object({
  ...hostFields,
  customer: z.string(),
  reference: text.meta({ description: "Your own ID of the service." }),
  plan: text.meta({ description: "ID of the plan it was ordered by." }),
  diskGb: number,
  paidUntil: time.nullable(),
  priceText: text,
  renewUrl: text,
  upgradeUrl: text,
});

export const FleetHostList = z.object({ hosts: z.array(FleetHost), next: nextField });
export const FleetCustomer = z.object({
  customer: z.string().meta({ description: "Customer number." }),
  name: text,
  username: text,
  email: text,
  disabled: z.boolean().nullable().meta({ description: "Null if unknown." }),
  reference: text.meta({ description: "Your own ID of the customer." }),
  hosts: z.number().int().meta({ description: "Number of hosts." }),
});
const Plan = z.object({
  id: z.uuid(),
  name: z.string(),
  values: z.partialRecord(z.enum(PLAN_FIELDS), z.number()),
});
export const PlanList = z.object({ plans: z.array(Plan), next: nextField });
export const FleetCustomerList = z.object({ customers: z.array(FleetCustomer), next: nextField });
export const FleetOperationList = z.object({ operations: z.array(FleetOperation), next: nextField });

/** One host's size, and its traffic in the period that RStack counts. */
const Usage = z.object({
  hostId: z.string(),
  reference: text,
  customer: z.string(),
  plan: text,
  cpuCores: number,
  memoryMb: number,
  diskGb: number,
  traffic: hostFields.traffic,
});
export const UsageList = z.object({ rows: z.array(Usage), next: nextField });

export const SignInLink = z.object({
  url: z.url().meta({ description: "For the customer's own browser, once, within a minute." }),
  expiresAt: time,
});

const DifferenceOfShop = z.object({
  kind: z.enum(DIFFERENCE_KINDS),
  reference: text,
  customer: text,
  hostId: text,
  operationId: text,
  candidates: z.array(z.string()).meta({ description: "Of an order: hosts that could be its own." }),
});
export const DifferenceList = z.object({ differences: z.array(DifferenceOfShop), next: nextField });
