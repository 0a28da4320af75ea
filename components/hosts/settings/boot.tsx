import { useTranslations } from "next-intl";
import { useState } from "react";
import { Rows, Section, SettingRow } from "@/components/ui/card";
import { inputClass } from "@/components/ui/form/field";
import { AnswerForm } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Icon } from "@/components/ui/icon";
import { DialogButton } from "@/components/ui/overlay/dialog";
import { OpenByAddress } from "@/components/ui/overlay/open-by-address";
import { findMedia, type MediaView, type MediumView } from "@/lib/hosts/media/media-view";
import { useListProblem } from "../list-fault";
import { FormProblem } from "../network/form-problem";
import { useBlockedWhy } from "../network/use-blocked-why";
import { CommandDialog } from "../operate/command-dialog";
import { useSupport } from "../operate/next-step";
import { type HostOperation, useHostOperation } from "../operate/use-host-operation";
import { useKeptFocus } from "../operate/use-kept-focus";
import { Rescue, type RescueProps } from "./rescue";

/** The address of another page may open it. */
const MOUNT_DIALOG = "mount";

interface BootProps {
  media: MediaView;
  /** Null where the provider names no rescue disc. */
  rescue: RescueProps | null;
}

/** What the host boots from beside its own disk. */
export function Boot({ media: view, rescue }: BootProps) {
  const w = useTranslations("words");
  const t = useTranslations("media");
  const title = useTranslations("host-settings.part")("boot");
  const mount = useHostOperation();
  const eject = useHostOperation();
  const { media, drive } = view;
  const items = media.ok ? media.items : [];
  // Where nobody can tell what is in the drive, both are possible.
  const mayMount = items.length > 0 && (drive === null || drive === "nothing");
  const why = useBlockedWhy(eject, mayMount ? "mount-medium" : "eject-medium");
  const off = { "aria-disabled": why.off || undefined, "aria-describedby": why.off ? why.id : undefined };
  useKeptFocus(typeof drive === "object" ? drive?.id : drive);
  return (
    <Section id="boot" title={title}>
      <Rows>
        <SettingRow
          lead={<Icon name="disc" />}
          label={w("isoImage")}
          text={
            <>
              <Inside {...view} />
              {why.line}
              <FormProblem result={eject.result} gone={null} />
            </>
          }
          control={
            <>
              {drive === "nothing" ? null : (
                <AnswerForm {...eject.form("eject-medium")}>
                  <SubmitButton {...off}>{t("eject")}</SubmitButton>
                </AnswerForm>
              )}
              {mayMount ? (
                <DialogButton dialog={MOUNT_DIALOG} does="show-modal" {...off}>
                  {t("mount")}
                </DialogButton>
              ) : null}
            </>
          }
        />
        {rescue ? <Rescue {...rescue} /> : null}
      </Rows>
      {mayMount ? (
        <>
          <MountDialog media={items} operation={mount} />
          <OpenByAddress dialog={MOUNT_DIALOG} />
        </>
      ) : null}
    </Section>
  );
}

/** What is in the drive; where there is nothing to put into it, why. */
function Inside({ drive, media }: MediaView) {
  const t = useTranslations("media");
  const listProblem = useListProblem();
  if (!media.ok) {
    return listProblem(media.problem);
  }
  if (drive === null || drive === "nothing") {
    return media.items.length === 0 ? t("empty") : t(drive ?? "unknown");
  }
  const medium = media.items.find(({ id }) => id === drive.id);
  return (
    <span className="wrap-anywhere" data-drive={drive.id}>
      {medium ? (medium.name ?? t("unnamed", { id: drive.id })) : t("notListed", { id: drive.id })}
    </span>
  );
}

/** More than this many can be searched. */
const FEW = 1;

function MountDialog({ media, operation }: { media: readonly MediumView[]; operation: HostOperation }) {
  const t = useTranslations("media");
  const w = useTranslations("words");
  const operations = useTranslations("operations");
  const support = useSupport({ host: operation.host.id });
  const [query, setQuery] = useState("");
  const [chosen, choose] = useState<string | null>(null);
  const found = findMedia(media, query);
  return (
    <CommandDialog
      id={MOUNT_DIALOG}
      title={operations("kind.mount-medium")}
      text={t.rich("boot", { support: (text) => (support ? <a href={support}>{text}</a> : text) })}
      operation={operation}
      kind="mount-medium"
      submit={t("mount")}
      off={chosen === null}
    >
      {media.length > FEW ? (
        <input
          type="search"
          className={inputClass}
          aria-label={w("searchImages")}
          placeholder={w("searchImages")}
          maxLength={100}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          autoComplete="off"
          spellCheck={false}
        />
      ) : null}
      <fieldset className="flex max-h-80 flex-col overflow-y-auto" aria-label={w("isoImages")}>
        {media.map(({ id, name }) => (
          // One that the search hides stays chosen, and is said by its absence: it can't be sent unseen.
          <label
            key={id}
            data-medium={id}
            className={
              found.some((one) => one.id === id)
                ? "flex min-h-11 cursor-pointer items-center gap-3 rounded-sm px-2 hover:bg-hover has-checked:bg-select"
                : "hidden"
            }
          >
            <input
              type="radio"
              name="medium"
              value={id}
              checked={chosen === id}
              onChange={() => choose(id)}
            />
            <span className="min-w-0 wrap-anywhere">{name ?? t("unnamed", { id })}</span>
          </label>
        ))}
      </fieldset>
      {found.length === 0 ? (
        <p className="text-13 text-ink-2">{t("noMatch", { query: query.trim() })}</p>
      ) : null}
    </CommandDialog>
  );
}
