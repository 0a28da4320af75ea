import { type ActionContext, type Answer, DONE } from "./action";
import { fingerprint } from "./fingerprint";
import { Refusal } from "./refusals";

const TEXTS = ["userid", "name", "email", "phone", "username", "utype", "status", "cvdate"] as const;

/** Found by the row id, never by userid; an empty parameter changes nothing. */
export function userUpdate({ master, params, effect }: ActionContext): Answer {
  const user = master.users.find((entry) => entry.id === params.id);
  if (!user) throw new Refusal("noUser");
  const { password1 = "", password2 = "", rvcount = "", userid = "" } = params;
  if (password1 !== password2) throw new Refusal("parameter", "password2");
  if (password1 !== "" && password1.length <= 6) throw new Refusal("passwordShort");
  if (!/^[0-9]*$/.test(rvcount)) throw new Refusal("parameter", "rvcount");
  const isTaken = master.users.some((entry) => entry !== user && entry.userid === userid);
  if (userid !== "" && isTaken) throw new Refusal("userExists");
  const changed: Record<string, string> = {};
  for (const name of TEXTS) {
    const value = params[name];
    if (value) user[name] = changed[name] = value;
  }
  if (rvcount !== "") {
    user.rvcount = Number(rvcount);
    changed.rvcount = rvcount;
  }
  if (password1 !== "") changed.passwordSha256 = fingerprint(password1);
  effect("update-user", null, { ...changed, id: user.id });
  return DONE;
}
