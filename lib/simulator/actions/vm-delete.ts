import { addressesOf } from "../fleet/address-book";
import { dropHost } from "../fleet/drop-host";
import { flag } from "../wire/numbers";
import { Refusal } from "../wire/refusals";
import { type ActionContext, type Answer, DONE } from "./action";
import { fullJson } from "./host-json";

/** At once. That a host must be off and idle unless it is forced is a guess: the vendor says no more than 强制删除. */
export function vmDelete({ master, params, effect }: ActionContext): Answer {
  const host = master.host(params.vmid);
  const isForced = flag(params, "forcedelete");
  const wantsJson = flag(params, "returnmsg");
  if (!isForced && host.setup !== "failed" && master.isBusy(host)) throw new Refusal("busy");
  if (!isForced && host.power !== "off") throw new Refusal("notOff");
  dropHost(master, host);
  effect("delete-host", host.id, {
    forced: isForced ? "yes" : "no",
    userid: host.userid,
    vmname: host.vmname,
    ip: addressesOf(host).join(","),
  });
  return wantsJson ? { kind: "text", text: `0|${fullJson(host)}` } : DONE;
}
