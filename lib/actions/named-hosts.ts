import "server-only";
import type { Viewer } from "../accounts/sessions/viewer";
import { hostListFor } from "../hosts/host-list";
import { findHost, type WhoseHosts } from "../hosts/owned-host";
import { Refusal } from "./refusal";

const MOST_HOSTS = 50;
const unknownHost = () => new Refusal({ ok: false, code: "not-possible", reason: "unknown-host" });

/**
 * Ids of what was typed: ids, and names that one host alone bears, with blanks in them too. A number is always an id:
 * whoever names one host by the number of another makes no token for it. Throws the refusal of what names none.
 */
async function idsOf(viewer: Viewer, typed: string, whose: WhoseHosts): Promise<string[]> {
  const parts = typed
    .split(/[,;，、；\n]+/)
    .map((part) => part.trim())
    .filter(Boolean);
  if (parts.length === 0) {
    throw unknownHost();
  }
  const { hosts } = await hostListFor(viewer, whose);
  const idOf = (text: string): string | null => {
    if (/^\d+$/.test(text)) {
      return text;
    }
    const [named, ...more] = hosts.filter(({ name }) => name.toLowerCase() === text.toLowerCase());
    if (more.length > 0) {
      throw unknownHost();
    }
    return named?.id ?? null;
  };
  const ids = parts.flatMap((part) => idOf(part) ?? part.split(/\s+/).map(idOf));
  const known = ids.filter((id) => id !== null);
  if (known.length < ids.length) {
    throw unknownHost();
  }
  return [...new Set(known)];
}

/** The tenancies of hosts of the viewer's that were named; null for all, where the field was left empty. Throws the refusal of one that isn't theirs. */
export async function tenanciesOf(
  viewer: Viewer,
  typed: string,
  whose: WhoseHosts = "own",
): Promise<string[] | null> {
  if (typed.trim() === "") {
    return null;
  }
  const ids = (await idsOf(viewer, typed, whose)).slice(0, MOST_HOSTS + 1);
  const found =
    ids.length > MOST_HOSTS ? [] : await Promise.all(ids.map((id) => findHost(viewer, id, whose)));
  if (found.includes("not-asked")) {
    throw new Refusal({ ok: false, code: "master-down" });
  }
  const owned = found.filter((one) => one !== null && one !== "not-asked");
  if (owned.length < ids.length) {
    throw unknownHost();
  }
  return owned.map(({ tenancyId }) => tenancyId);
}
