/** Which hosts a tab shows: `open` is polled fast, `list` slowly. */
export interface LiveTargets {
  open: string | null;
  list: string[];
  /** The first page of a list of operations: the customer's own, and with `open` that host's. */
  activity?: true;
}

/** More than this in one address would break at common proxies. */
const LIST_LIMIT = 200;

/** Null when there is nothing to watch. Ids are digits: nothing in them needs escaping. */
export function liveAddress({ open, list, activity }: LiveTargets): string | null {
  const wanted = [
    open && `open=${open}`,
    list.length > 0 && `list=${list.slice(0, LIST_LIMIT)}`,
    activity && "activity=1",
  ].filter(Boolean);
  return wanted.length > 0 ? `/api/live?${wanted.join("&")}` : null;
}

/** Both in one stream; null where that can't be: a stream follows one open host, and a list has an end. */
export function joinTargets(a: LiveTargets, b: LiveTargets): LiveTargets | null {
  if (a.open && b.open && a.open !== b.open) {
    return null;
  }
  const list = [...new Set([...a.list, ...b.list])];
  const open = a.open ?? b.open;
  const activity = a.activity ?? b.activity;
  return list.length > Math.max(LIST_LIMIT, a.list.length)
    ? null
    : { open, list, ...(activity && { activity }) };
}
