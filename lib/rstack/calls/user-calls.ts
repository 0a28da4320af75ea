import { parseUsersInWorker } from "../bulk/parse-in-worker";
import { EVERY_USER } from "../catalogue/users";
import { parseUserRowId, type UserId, type UserRowId } from "../ids";
import type { CallOptions, OwnUserFields } from "../master-client";
import { mapOutcome } from "../outcome";
import type { NewUser, UserFields, UserFilter } from "../provider-inputs";
import type { RetryingCaller } from "../retrying-caller";
import { foundUsersOf } from "../rows/user-details";
import { dayCode } from "./day-code";
import { listedUsers } from "./listed-users";

/** Users of RStack: customers, and its own administrators. */
export const userCalls = (caller: RetryingCaller) => ({
  /** `user_update` with the given fields alone; `rowId` is the master's own row id, not the userid. */
  updateUser: (rowId: UserRowId, { name, email, phone, password }: OwnUserFields, call: CallOptions) =>
    caller.call("user_update", { id: rowId, name, email, phone, ...passwordTwice(password) }, call),
  /** `user_info` by one or more filters; none at all is refused. Rows tell how well they match. */
  searchUsers: async (filter: UserFilter, call: CallOptions) =>
    mapOutcome(await listedUsers(caller, filterParams(filter), call), (rows) => foundUsersOf(rows, filter)),
  /** `user_info` without a filter: the bulk limits (120 s, 256 MB). Never on a request's path. */
  listAllUsers: async (call: CallOptions) =>
    mapOutcome(await caller.callWith(EVERY_USER, {}, call, "bulk", parseUsersInWorker), (list) => list.rows),
  /** The master's own row id, null where its `0` came alone. */
  addUser: async (user: NewUser, call: CallOptions) =>
    mapOutcome(await caller.call("user_add", newUserParams(user), call), (id) => ({
      rowId: parseUserRowId(id?.trim()),
    })),
  /** `user_update` with every documented key; `userId` among the fields moves the account. */
  updateUserAll: (rowId: UserRowId, fields: UserFields, call: CallOptions) =>
    caller.call("user_update", { id: rowId, ...fieldParams(fields) }, call),
  deleteUser: (userId: UserId, call: CallOptions) => caller.call("user_delete", { userid: userId }, call),
});

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
