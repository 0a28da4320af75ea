import { EVERY_USER } from "../catalogue/users";
import { parseUserRowId } from "../ids";
import type { MasterClient } from "../master-client";
import { mapOutcome } from "../outcome";
import { parseUsersInWorker } from "../parse-in-worker";
import type { NewUser, UserFields, UserFilter } from "../provider-inputs";
import type { RetryingCaller } from "../retrying-caller";
import { foundUsersOf } from "../rows/user-details";
import { dayCode } from "./day-code";

export const userCalls = (caller: RetryingCaller) =>
  ({
    updateUser: (rowId, { name, email, phone, password }, call) =>
      caller.call("user_update", { id: rowId, name, email, phone, ...passwordTwice(password) }, call),
    searchUsers: async (filter, call) =>
      mapOutcome(await caller.call("user_info", filterParams(filter), call), (rows) =>
        foundUsersOf(rows, filter),
      ),
    listAllUsers: async (call) =>
      mapOutcome(
        await caller.callWith(EVERY_USER, {}, call, "bulk", parseUsersInWorker),
        (list) => list.rows,
      ),
    addUser: async (user, call) =>
      mapOutcome(await caller.call("user_add", newUserParams(user), call), (id) => ({
        rowId: parseUserRowId(id?.trim()),
      })),
    updateUserAll: (rowId, fields, call) =>
      caller.call("user_update", { id: rowId, ...fieldParams(fields) }, call),
    deleteUser: (userId, call) => caller.call("user_delete", { userid: userId }, call),
  }) satisfies Partial<MasterClient>;

const passwordTwice = (password: string | undefined) => ({ password1: password, password2: password });

const filterParams = (filter: UserFilter) => ({
  id: filter.rowId,
  userid: filter.userId,
  username: filter.username,
  name: filter.name,
  email: filter.email,
  phone: filter.phone,
  utype: filter.group,
  login_ip: filter.ip,
  remark: filter.remark,
});

const profileParams = (profile: UserFields | NewUser) => ({
  userid: profile.userId,
  username: profile.username,
  name: profile.name,
  email: profile.email,
  phone: profile.phone,
  vcount: profile.serviceCount,
  utype: profile.group,
  status: profile.isDisabled === undefined ? undefined : profile.isDisabled ? ("1" as const) : ("0" as const),
  mail_verified: profile.isEmailVerified,
  mobile_verified: profile.isPhoneVerified,
  reg_ip: profile.registeredFromIp,
  login_ip: profile.lastSignInIp,
});

const newUserParams = (user: NewUser) => ({
  ...profileParams(user),
  userid: user.userId,
  username: user.username,
  password: user.password,
  remark: user.remark,
});

const fieldParams = (fields: UserFields) => ({
  ...profileParams(fields),
  ...passwordTwice(fields.password),
  cvdate: fields.noReinstallBefore === null ? "0" : dayCode(fields.noReinstallBefore),
  rvcount: fields.reinstallsUsed,
});
