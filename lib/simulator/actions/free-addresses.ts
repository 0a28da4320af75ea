import { flag, wholeNumber } from "../wire/numbers";
import { Refusal } from "../wire/refusals";
import { oneOf, rowsAnswer } from "../wire/rows";
import type { ActionContext, Answer } from "./action";
import { shuffled } from "./address-choice";
import { addressRowsOf, freeRows } from "./address-rows";

/** The free ones of a node; with vmid those of its host's node and that host's own ("空闲ip+vm正在用的ip"). */
export function vmFreeip({ master, params }: ActionContext): Answer {
  const { vmid = "", nodeid = "" } = params;
  if (vmid === "" && nodeid === "") throw new Refusal("parameter", "nodeid");
  const host = vmid === "" ? null : master.host(vmid);
  const onNode = host?.nodeid ?? nodeid;
  if (!master.nodes.some((node) => node.id === onNode)) throw new Refusal("noNode");
  const isRandom = flag(params, "iprandom");
  const limit = wholeNumber(params, "limits", { min: 1, fallback: Number.MAX_SAFE_INTEGER });
  const rows = [
    ...freeRows(master).filter((row) => row.nodeid === onNode),
    ...(host ? addressRowsOf(host) : []),
  ].filter((row) => oneOf(params.iptype, row.iptype));
  return rowsAnswer((isRandom ? shuffled(master, rows) : rows).slice(0, limit));
}
