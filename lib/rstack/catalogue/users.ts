import { z } from "zod";
import * as p from "../params";
import { command, query } from "./action";

const saysSomething = (given: object) => Object.values(given).some((value) => value !== undefined);

const profile = {
  name: p.text().optional(),
  email: p.text().optional(),
  phone: p.text().optional(),
  vcount: p.int(0, 1_000_000).optional(),
  utype: p.int(0, 1_000_000).optional(),
  status: p.oneOf("0", "1").optional(),
  mail_verified: p.flag.optional(),
  mobile_verified: p.flag.optional(),
  reg_ip: p.anyIp.optional(),
  login_ip: p.anyIp.optional(),
};

export const USER_ACTIONS = {
  user_add: command(
    "user_add",
    "ack-data",
    z.strictObject({
      userid: p.userId,
      username: p.filter(),
      password: p.text().min(6),
      ...profile,
      remark: p.text().optional(),
    }),
  ),
  user_update: command(
    "user_update",
    "ack",
    z
      .strictObject({
        /** The master's own row id; `userid` below moves the account to another number. */
        id: p.rowId,
        userid: p.userId.optional(),
        password1: p.text().min(8).optional(),
        password2: p.text().min(8).optional(),
        username: p.filter().optional(),
        ...profile,
        cvdate: z.union([p.day, z.literal("0"), z.literal("")]).optional(),
        rvcount: p.int(0, 1_000_000).optional(),
      })
      .refine(({ id: _id, ...given }) => saysSomething(given), "nothing to change"),
  ),
  user_delete: command("user_delete", "ack", z.strictObject({ userid: p.userId })),
  user_info: query(
    "user_info",
    "list",
    z
      .strictObject({
        id: p.rowId.optional(),
        userid: p.userId.optional(),
        username: p.filter().optional(),
        name: p.filter().optional(),
        email: p.filter().optional(),
        phone: p.filter().optional(),
        utype: p.int(0, 1_000_000).optional(),
        login_ip: p.anyIp.optional(),
        remark: p.filter().optional(),
      })
      // Without a filter the master would list every customer.
      .refine(saysSomething, "no filter"),
  ),
};

/** Every customer, for the bulk lane alone; apart from the catalogue, so that no filter can be forgotten by mistake. */
export const EVERY_USER = query("user_info", "list", z.strictObject({}));
