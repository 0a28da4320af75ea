import type { ActionContext, Answer } from "./action";
import type { UserState } from "./control-types";
import { Refusal } from "./refusals";
import { contains, equals, rowsAnswer } from "./rows";
import { userUpdate } from "./user-update";

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
    cvdate: "0",
    rvcount: 0,
    rows: 1,
  });
  effect("user-add", null, { id, userid });
  return { kind: "text", text: `0|${id}` };
}
