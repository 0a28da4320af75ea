import type { UserState } from "../control/types";
import { fingerprint } from "../wire/fingerprint";
import { Refusal } from "../wire/refusals";
import { contains, equals, rowsAnswer } from "../wire/rows";
import type { ActionContext, Answer } from "./action";
import { userDelete } from "./user-delete";
import { sentUserFields } from "./user-fields";
import { userUpdate } from "./user-update";

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
  if (!userid || !username || !email) throw new Refusal("parameter");
  if (!password || password.length < 6) throw new Refusal("passwordShort");
  const fields = sentUserFields(params);
  if (master.users.some((user) => user.userid === userid || user.username === username)) {
    throw new Refusal("userExists");
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
