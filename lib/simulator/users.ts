import type { ActionContext, Answer } from "./action";
import type { UserState } from "./control-types";
import { Refusal } from "./refusals";
import { contains, equals, rowsAnswer } from "./rows";

export const USER_ACTIONS = { user_info: userInfo, user_add: userAdd, user_update: userUpdate };

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
      equals(params.login_ip, "192.0.2.200") &&
      contains(params.remark, user.remark),
  );
  return rowsAnswer(found.flatMap((user) => Array.from({ length: user.rows }, () => userRow(user))));
}

const userRow = ({ rows: _rows, ...user }: UserState) => ({
  ...user,
  password: `canary-userpass-${user.id}`,
  vcount: 0,
  mail_verified: 1,
  mobile_verified: 0,
  cvdate: 0,
  rvcount: 0,
  reg_ip: "192.0.2.200",
  login_ip: "192.0.2.200",
});

function userAdd({ master, params, effect }: ActionContext): Answer {
  const { userid, username, password, email } = params;
  if (!userid || !username || !email) throw new Refusal("parameter");
  if (!password || password.length < 6) throw new Refusal("passwordShort");
  if (master.users.some((user) => user.userid === userid || user.username === username)) {
    throw new Refusal("userExists");
  }
  const id = String(Math.max(0, ...master.users.map((user) => Number(user.id))) + 1);
  master.users.push({
    id,
    userid,
    username,
    email,
    name: params.name ?? "",
    phone: params.phone ?? "",
    utype: params.utype || "0",
    status: params.status || "0",
    remark: params.remark ?? "",
    rows: 1,
  });
  effect("user-add", null);
  return { kind: "text", text: `0|${id}` };
}

const CHANGEABLE = ["userid", "name", "email", "phone", "username", "utype", "status"] as const;

/** Found by the row id, never by userid; an empty parameter changes nothing. */
function userUpdate({ master, params, effect }: ActionContext): Answer {
  const user = master.users.find((entry) => entry.id === params.id);
  if (!user) throw new Refusal("noUser");
  const { password1 = "", password2 = "" } = params;
  if (password1 !== password2) throw new Refusal("parameter", "password2");
  if (password1 !== "" && password1.length <= 6) throw new Refusal("passwordShort");
  for (const name of CHANGEABLE) {
    const value = params[name];
    if (value) user[name] = value;
  }
  effect("user-update", null);
  return { kind: "text", text: "0" };
}
