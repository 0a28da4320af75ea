import type { Master } from "../master";
import { fingerprint } from "../wire/fingerprint";
import { type Params, wholeNumber } from "../wire/numbers";
import { Refusal } from "../wire/refusals";
import { type ActionContext, type Answer, DONE } from "./action";
import { sentUserFields } from "./user-fields";

/** Found by the row id, never by userid; an empty parameter changes nothing. */
export function userUpdate({ master, params, effect }: ActionContext): Answer {
  const user = master.users.find((entry) => entry.id === params.id);
  if (!user) throw new Refusal("noUser");
  const fields = sentUserFields(params);
  const { userid = "", cvdate = "", rvcount = "" } = params;
  const passwordSha256 = newPassword(params);
  if (!/^(0|[0-9]{8})?$/.test(cvdate)) throw new Refusal("parameter", "cvdate");
  const reinstalls = wholeNumber(params, "rvcount", { min: 0, fallback: user.rvcount });
  const isTaken = (key: "userid" | "username", value: string | undefined) =>
    value && master.users.some((entry) => entry !== user && entry[key] === value);
  if (isTaken("userid", userid) || isTaken("username", fields.username)) throw new Refusal("userExists");
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
  if (password1 !== password2) throw new Refusal("passwordsDiffer");
  if (password1 === "") return null;
  if (password1.length <= 6) throw new Refusal("passwordShort");
  return fingerprint(password1);
}

/** Returns how many went along. */
function moveHosts(master: Master, from: string, to: string): number {
  if (!master.settings.hostsFollowUserId) return 0;
  const hosts = [...master.hosts.values()].filter((host) => host.userid === from);
  for (const host of hosts) master.change(host, { userid: to });
  return hosts.length;
}
