import { imagesOn } from "../fleet/infrastructure";
import { SimRefusal } from "../wire/refusals";
import { rowsAnswer } from "../wire/rows";
import { type ActionContext, type Answer, DONE } from "./action";
import { refuseBlocked } from "./host-guards";
import { imageRow } from "./list-queries";

export const MEDIA_ACTIONS = { vm_cd_manage: vmCdManage };

/** The media of the host's node. Which one is mounted stands in `hyper` alone (`cdid`). Changed at once. */
function vmCdManage({ master, params, effect }: ActionContext): Answer {
  const host = master.host(params.vmid);
  const media = imagesOn(host.nodeid, "cd");
  if (params.subvaction === "list") return rowsAnswer(media.map(imageRow));
  if (params.subvaction !== "change") throw new SimRefusal("parameter", "subvaction");
  refuseBlocked(host);
  const { cdid = "" } = params;
  if (cdid !== "-1" && !media.some((entry) => entry.id === cdid)) throw new SimRefusal("medium");
  master.change(host, { cdid });
  effect("change-medium", host.id, { cdid });
  return DONE;
}
