import "server-only";
import { master } from "../../master";
import type { Named } from "../../rstack/master-client";
import { cleanText } from "../clean-text";
import { askAboutHost, isAnswer } from "../host-answers";
import { listProblemOf } from "../list-problem";
import type { OwnedHost } from "../owned-host";
import { driveOf } from "./drive";
import type { MediaView, MediumView } from "./media-view";

const byName = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** What may be put into this host's drive, and what the mirror says is in it. One question upstream. */
export async function mediaViewOf(owned: OwnedHost): Promise<MediaView> {
  const { vmId } = owned;
  const [listed, drive] = await Promise.all([
    askAboutHost(owned, "media", () => master().listMedia(vmId, { priority: "open-host" }), isAnswer),
    driveOf(vmId),
  ]);
  return {
    media: listed.ok
      ? { ok: true, items: listed.value.map(viewOf).toSorted(inOrder) }
      : { ok: false, problem: listProblemOf(listed.fault) },
    drive: drive.holds === "medium" ? { id: drive.id } : drive.holds === "nothing" ? "nothing" : null,
  };
}

const viewOf = ({ id, name }: Named): MediumView => ({ id, name: cleanText(name) });

const inOrder = (a: MediumView, b: MediumView): number => byName.compare(a.name ?? a.id, b.name ?? b.id);
