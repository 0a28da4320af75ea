import { uuid } from "drizzle-orm/pg-core";
import { accounts, tenancies } from "./schema";

/** The account that it is of, and ends with. */
export const ofAccount = (name = "account_id") =>
  uuid(name)
    .notNull()
    .references(() => accounts.id, { onDelete: "cascade" });

/** Whose time with the host it belongs to. */
export const ofTenancy = () =>
  uuid("tenancy_id")
    .notNull()
    .references(() => tenancies.id);
