import { z } from "zod";
import type { UserFields } from "@/lib/rstack/provider-inputs";
import type { UserDetails } from "@/lib/rstack/provider-rows";

/** What staff can change of a customer, besides password, status and number. */
export const CUSTOMER_FIELDS = [
  "username",
  "name",
  "email",
  "phone",
  "group",
  "serviceCount",
  "isEmailVerified",
  "isPhoneVerified",
  "reinstallsUsed",
  "noReinstallBefore",
] as const;
export type CustomerField = (typeof CUSTOMER_FIELDS)[number];

/** Each field as its input holds it; empty where RStack has none, or it can't be read. */
export type CustomerForm = Record<CustomerField, string>;

const flag = (value: boolean | null) => (value === null ? "" : value ? "1" : "0");

export const customerFormOf = (user: UserDetails): CustomerForm => ({
  username: user.username ?? "",
  name: user.name ?? "",
  email: user.email ?? "",
  phone: user.phone ?? "",
  group: user.group ?? "",
  serviceCount: String(user.serviceCount ?? ""),
  isEmailVerified: flag(user.isEmailVerified),
  isPhoneVerified: flag(user.isPhoneVerified),
  reinstallsUsed: String(user.reinstallsUsed ?? ""),
  noReinstallBefore: user.noReinstallBefore ?? "",
});

/** The given fields as they are sent. A figure or user name that was emptied can't be: the master knows no way. */
export function fieldsToSend(wanted: Partial<CustomerForm>, changed: readonly CustomerField[]): UserFields {
  const fields: UserFields = {};
  for (const field of changed) {
    const value = wanted[field] ?? "";
    switch (field) {
      case "name":
      case "email":
      case "phone":
        fields[field] = value;
        break;
      case "noReinstallBefore":
        fields.noReinstallBefore = value === "" ? null : value;
        break;
      case "username":
        fields.username = value || undefined;
        break;
      case "isEmailVerified":
      case "isPhoneVerified":
        fields[field] = value === "" ? undefined : value === "1";
        break;
      default:
        fields[field] = value === "" ? undefined : Number(value);
    }
  }
  return fields;
}

/** What a form's choice of a role sends: RStack's own groups by their code, `other` for the number typed beside it. */
export const roleField = z.enum(["0", "10", "other"]).optional();

/** The group that was chosen; without a role, the number. */
export const groupOf = ({ role, group }: { role?: z.output<typeof roleField>; group: string }): string =>
  role === undefined || role === "other" ? group : role;

/** As long as the panel reads a text of RStack's. */
const label = z.string().max(300).trim();
const figure = z.string().regex(/^\d{0,6}$/);
/** A box that isn't ticked sends nothing. */
const mark = z.enum(["", "0", "1"]).default("0");
export const customerFields = {
  username: label,
  name: label,
  email: label,
  phone: label,
  group: figure,
  serviceCount: figure,
  isEmailVerified: mark,
  isPhoneVerified: mark,
  reinstallsUsed: figure,
  noReinstallBefore: z.union([z.literal(""), z.iso.date()]),
};
/** What the form showed, in one field. */
export const shownCustomerForm = z.preprocess((json) => {
  try {
    return JSON.parse(String(json));
  } catch {
    return null;
  }
}, z.strictObject(customerFields));
