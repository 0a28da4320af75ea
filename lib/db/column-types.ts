import { customType, text, timestamp } from "drizzle-orm/pg-core";

export const at = (name: string) => timestamp(name, { withTimezone: true, mode: "date" });

/** Which instance works on the row now, and until when that holds. */
export const claimed = () => ({ claimedBy: text("claimed_by"), claimedUntil: at("claimed_until") });

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** What a person comes in with first. */
export const SIGN_IN_WAYS = ["password", "passkey", "sso", "oidc"] as const;
export type SignInWay = (typeof SIGN_IN_WAYS)[number];
