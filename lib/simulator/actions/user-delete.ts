import { dropHost } from "../fleet/drop-host";
import { Refusal } from "../wire/refusals";
import { type ActionContext, type Answer, DONE } from "./action";

/** By userid, not by the row id. What becomes of the hosts the vendor does not say: a setting. */
export function userDelete({ master, params, effect }: ActionContext): Answer {
  const user = master.users.find((entry) => entry.userid === params.userid);
  if (!user) throw new Refusal("noUser");
  const hosts = [...master.hosts.values()].filter((host) => host.userid === user.userid);
  const { hostsOfDeletedUser } = master.settings;
  if (hosts.length > 0 && hostsOfDeletedUser === "refuse") throw new Refusal("hasHosts");
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
