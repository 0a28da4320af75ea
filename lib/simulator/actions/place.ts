import { imagesOn, type Node } from "../fleet/infrastructure";
import type { Master } from "../master";
import type { Params } from "../wire/numbers";
import { Refusal } from "../wire/refusals";

/** Throws where a new host cannot stand on this node; otherwise what was asked for. */
type Fits<T> = (node: Node) => T;

/**
 * The node of a new host: the one that was named, or of an area the next in turn that it fits on ("自动轮训区域下全部节点").
 * Refused as the last one refused where it fits on none.
 */
export function placed<T>(master: Master, params: Params, fits: Fits<T>): T {
  const { areaid = "", nodeid = "" } = params;
  if ((areaid === "") === (nodeid === "")) throw new Refusal("areaOrNode");
  const candidates = nodeid === "" ? inTurn(master, areaid) : master.nodes.filter(({ id }) => id === nodeid);
  let refusal = new Refusal("noNode");
  for (const node of candidates) {
    try {
      return onOpenNode(node, params, fits);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

function onOpenNode<T>(node: Node, params: Params, fits: Fits<T>): T {
  if (node.status !== "0") throw new Refusal("maintenance");
  if (!imagesOn(node.id, "os").some(({ id }) => id === params.osid)) throw new Refusal("image");
  return fits(node);
}

/** Each call begins with the node after that of the call before. */
function inTurn(master: Master, areaid: string): Node[] {
  const nodes = master.nodes.filter((node) => node.areaid === areaid);
  const turn = master.turns.get(areaid) ?? 0;
  master.turns.set(areaid, turn + 1);
  const start = nodes.length === 0 ? 0 : turn % nodes.length;
  return [...nodes.slice(start), ...nodes.slice(0, start)];
}
