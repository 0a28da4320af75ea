import { z } from "zod";
import { referenceField } from "./order-request";

const label = (most: number) => z.string().trim().min(1).max(most);
const reference = referenceField.meta({ description: "Your own ID of the customer." });

/** What `POST /fleet/customers` takes. Without `customer` the next free number is taken. */
export const NewCustomerRequest = z.strictObject({
  customer: z.string().min(1).max(64).optional(),
  username: label(64),
  name: label(60).optional(),
  email: z.email().max(254),
  phone: label(60).optional(),
  group: z.int().min(0).max(999_999).optional(),
  password: z
    .string()
    .min(8)
    .max(64)
    .optional()
    .meta({ description: "In RStack. Without it one is made that nobody knows." }),
  reference: reference.optional(),
});

export const CustomerChangeRequest = z.strictObject({
  name: label(60).optional(),
  email: z.email().max(254).optional(),
  phone: label(60).optional(),
  disabled: z.boolean().optional(),
  reinstallNotBefore: z.iso.date().nullable().optional(),
  number: z.string().min(1).max(64).optional().meta({ description: "A new customer number." }),
  reference: reference.nullable().optional(),
});
