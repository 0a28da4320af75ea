import type { UserState } from "../control/types";
import type { Params } from "../wire/numbers";
import { Refusal } from "../wire/refusals";

/** What `user_add` and `user_update` both take, but for userid and passwords; the order is the document's. */
const FORMS = {
  username: /^.{1,64}$/,
  name: /^.{1,200}$/,
  email: /^[^@\s]+@[^@\s]+$/,
  phone: /^.{1,64}$/,
  vcount: /^[0-9]{1,9}$/,
  utype: /^[0-9]{1,9}$/,
  status: /^[01]$/,
  mail_verified: /^[01]$/,
  mobile_verified: /^[01]$/,
  reg_ip: /^[0-9A-Fa-f:.]{2,45}$/,
  login_ip: /^[0-9A-Fa-f:.]{2,45}$/,
} as const;

type UserField = keyof typeof FORMS;

/** Those that were sent and not empty; what forms they must have is a guess, but for the codes. */
export function sentUserFields(params: Params): Partial<Pick<UserState, UserField>> {
  const fields: Partial<Pick<UserState, UserField>> = {};
  for (const name of Object.keys(FORMS) as UserField[]) {
    const value = params[name];
    if (!value) continue;
    if (!FORMS[name].test(value)) throw new Refusal("parameter", name);
    fields[name] = value;
  }
  return fields;
}
