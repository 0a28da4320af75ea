import { cleanText } from "../hosts/clean-text";
import { parseUserId, parseVmId } from "../rstack/ids";
import { RECENT_LIMIT, TEXT_LIMIT } from "./find-view";

/** What a palette asks for, read from its address. */
export interface FindAsked {
  /** As typed; "" where nothing was: then what was opened last is found. */
  text: string;
  /** What was typed beside the name of an action or a page; null where no such name was. */
  target: string | null;
  recentHosts: string[];
  recentCustomers: string[];
}

/** Null for what no palette sends. */
export function findAskedIn(search: URLSearchParams): FindAsked | null {
  const known = ["q", "host", "recent", "customer"];
  const text = search.get("q") ?? "";
  const target = search.get("host");
  const recentHosts = search.getAll("recent");
  const recentCustomers = search.getAll("customer");
  const isUsual =
    [...search.keys()].every((name) => known.includes(name)) &&
    [text, target ?? ""].every((one) => one.length <= TEXT_LIMIT) &&
    [recentHosts, recentCustomers].every((ids) => ids.length <= RECENT_LIMIT);
  return isUsual
    ? {
        text: cleanText(text) ?? "",
        target: target === null ? null : (cleanText(target) ?? ""),
        recentHosts: recentHosts.filter((id) => parseVmId(id) !== null),
        recentCustomers: recentCustomers.filter((id) => parseUserId(id) !== null),
      }
    : null;
}
