"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { useFaults } from "@/components/ui/form/fault-texts";
import { Field, inputClass } from "@/components/ui/form/field";
import { FormDialog } from "@/components/ui/form/form-dialog";

/** As `lib/provider/png.ts` has it: the server says the same, but after a long upload. */
const LONGEST_BYTES = 32 * 1024;

/** Forms carry text alone, so the browser reads the file and sends it as base64; the server looks at every part of it. */
export function LogoDialog({ action }: { action: FormAction }) {
  const t = useTranslations("settings");
  const id = useId();
  const faults = useFaults();
  const [picture, setPicture] = useState<string | null>(null);
  const [fileName, setFileName] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const choose = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    const wrong = !file
      ? null
      : file.size > LONGEST_BYTES
        ? faults["png-too-big"]
        : file.type !== "image/png"
          ? faults["no-png"]
          : null;
    input.setCustomValidity(wrong ?? "");
    setFileName(file?.name ?? null);
    setFault(wrong ?? null);
    setPicture(file && !wrong ? base64Of(new Uint8Array(await file.arrayBuffer())) : null);
  };
  return (
    <FormDialog
      id="upload-logo"
      deed={t("picture.save")}
      action={action}
      done={t("look.saved")}
      onEmptied={() => {
        setPicture(null);
        setFileName(null);
      }}
    >
      <Field id={id} label={t("picture.choose")} error={fault}>
        {/* The browser's own words for it are in the browser's language: the real field lies over all of it, unseen. */}
        <span
          className={`${inputClass} relative flex items-center gap-3 px-1.5 has-focus-visible:outline-2 has-focus-visible:outline-accent-ink has-aria-invalid:border-bad`}
        >
          <input
            id={id}
            type="file"
            accept="image/png"
            className="absolute inset-0 size-full cursor-pointer opacity-0"
            aria-invalid={fault ? true : undefined}
            aria-describedby={fault ? `${id}-said` : undefined}
            required
            onChange={(event) => void choose(event.target)}
          />
          <span
            className="rounded-sm border border-line-2 px-2.5 py-1 font-medium text-13"
            aria-hidden="true"
          >
            {t("picture.browse")}
          </span>
          <span className="min-w-0 truncate text-ink-2" aria-hidden="true">
            {fileName ?? t("picture.none")}
          </span>
        </span>
      </Field>
      <input type="hidden" name="picture" value={picture ?? ""} />
      {picture ? (
        <span className="flex items-center gap-4">
          <small>{t("picture.chosen")}</small>
          {/* biome-ignore lint/performance/noImgElement: a picture that only this browser has */}
          <img
            src={`data:image/png;base64,${picture}`}
            alt=""
            className="size-11 rounded-md object-contain"
          />
        </span>
      ) : null}
    </FormDialog>
  );
}

function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    text += String.fromCharCode(byte);
  }
  return btoa(text);
}
