import type { UserState } from "../control/types";
import { dropHost } from "../fleet/drop-host";
import type { Master } from "../master";
import { fingerprint } from "../wire/fingerprint";
import { type Params, wholeNumber } from "../wire/numbers";
import { SimRefusal } from "../wire/refusals";
import { contains, equals, rowsAnswer } from "../wire/rows";
import { type ActionContext, type Answer, DONE } from "./action";

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
function sentUserFields(params: Params): Partial<Pick<UserState, UserField>> {
  const fields: Partial<Pick<UserState, UserField>> = {};
  for (const name of Object.keys(FORMS) as UserField[]) {
    const value = params[name];
    if (!value) continue;
    if (!FORMS[name].test(value)) throw new SimRefusal("parameter", name);
    fields[name] = value;
  }
  return fields;
}

export const USER_ACTIONS = {
  user_info: userInfo,
  user_add: userAdd,
  user_update: userUpdate,
  user_delete: userDelete,
};

/** Columns after the parameters of `user_add`; `password` is a canary of ours, since a real master may send one. */
function userInfo({ master, params }: ActionContext): Answer {
  const found = master.users.filter(
    (user) =>
      equals(params.id, user.id) &&
      equals(params.userid, user.userid) &&
      equals(params.username, user.username) &&
      equals(params.name, user.name) &&
      equals(params.email, user.email) &&
      equals(params.phone, user.phone) &&
      equals(params.utype, user.utype) &&
      // "已包含注册ip": the address of the registration too.
      (equals(params.login_ip, user.login_ip) || equals(params.login_ip, user.reg_ip)) &&
      contains(params.remark, user.remark),
  );
  return rowsAnswer(found.flatMap((user) => Array.from({ length: user.rows }, () => userRow(user))));
}

const userRow = ({ rows: _rows, ...user }: UserState) => ({
  ...user,
  password: `canary-userpass-${user.id}`,
});

/** Which parameters must be there is a guess: the document lost that column. */
function userAdd({ master, params, effect }: ActionContext): Answer {
  const { userid, username, password, email, remark = "" } = params;
  if (!userid || !username || !email) throw new SimRefusal("parameter");
  if (!password || password.length < 6) throw new SimRefusal("passwordShort");
  const fields = sentUserFields(params);
  if (master.users.some((user) => user.userid === userid || user.username === username)) {
    throw new SimRefusal("userExists");
  }
  const id = master.newUserId();
  master.users.push({
    ...{ name: "", phone: "", utype: "0", status: "0" },
    ...{ vcount: "0", mail_verified: "0", mobile_verified: "0", reg_ip: "", login_ip: "" },
    ...fields,
    ...{ id, userid, username, email, remark, cvdate: "0", rvcount: 0, rows: 1 },
  });
  effect("user-add", null, { ...fields, id, userid, remark, passwordSha256: fingerprint(password) });
  return { kind: "text", text: `0|${id}` };
}

/** By userid, not by the row id. What becomes of the hosts the vendor does not say: a setting. */
function userDelete({ master, params, effect }: ActionContext): Answer {
  const user = master.users.find((entry) => entry.userid === params.userid);
  if (!user) throw new SimRefusal("noUser");
  const hosts = [...master.hosts.values()].filter((host) => host.userid === user.userid);
  const { hostsOfDeletedUser } = master.settings;
  if (hosts.length > 0 && hostsOfDeletedUser === "refuse") throw new SimRefusal("hasHosts");
  master.deleteUser(user);
  const { id, userid } = user;
  effect("delete-user", null, { id, userid, hosts: String(hosts.length), hostsAre: hostsOfDeletedUser });
  if (hostsOfDeletedUser !== "delete") return DONE;
  for (const host of hosts) {
    dropHost(master, host);
    effect("delete-host", host.id, { forced: "yes", userid, vmname: host.vmname, ip: host.ip });
  }
  return DONE;
}

/** Found by the row id, never by userid; an empty parameter changes nothing. */
function userUpdate({ master, params, effect }: ActionContext): Answer {
  const user = master.users.find((entry) => entry.id === params.id);
  if (!user) throw new SimRefusal("noUser");
  const fields = sentUserFields(params);
  const { userid = "", cvdate = "", rvcount = "" } = params;
  const passwordSha256 = newPassword(params);
  if (!/^(0|[0-9]{8})?$/.test(cvdate)) throw new SimRefusal("parameter", "cvdate");
  const reinstalls = wholeNumber(params, "rvcount", { min: 0, fallback: user.rvcount });
  const isTaken = (key: "userid" | "username", value: string | undefined) =>
    value && master.users.some((entry) => entry !== user && entry[key] === value);
  if (isTaken("userid", userid) || isTaken("username", fields.username)) throw new SimRefusal("userExists");
  const before = user.userid;
  const texts = { ...fields, ...(cvdate ? { cvdate } : {}), ...(userid ? { userid } : {}) };
  Object.assign(user, texts, { rvcount: reinstalls });
  const moved = user.userid === before ? null : moveHosts(master, before, user.userid);
  effect("update-user", null, {
    ...texts,
    ...(rvcount === "" ? {} : { rvcount }),
    ...(passwordSha256 === null ? {} : { passwordSha256 }),
    ...(moved === null ? {} : { from: before, hosts: String(moved) }),
    id: user.id,
  });
  return DONE;
}

/** Twice the same, and over six characters ("大于6位"). */
function newPassword({ password1 = "", password2 = "" }: Params): string | null {
  if (password1 !== password2) throw new SimRefusal("passwordsDiffer");
  if (password1 === "") return null;
  if (password1.length <= 6) throw new SimRefusal("passwordShort");
  return fingerprint(password1);
}

/** Returns how many went along. */
function moveHosts(master: Master, from: string, to: string): number {
  if (!master.settings.hostsFollowUserId) return 0;
  const hosts = [...master.hosts.values()].filter((host) => host.userid === from);
  for (const host of hosts) master.change(host, { userid: to });
  return hosts.length;
}
