"use client";

import { useId, useState } from "react";
import type { FormAction } from "@/components/ui/form/answered";
import { useFaults } from "@/components/ui/form/fault-texts";
import { Form } from "@/components/ui/form/form";
import "@/components/ui/form/field.css";

interface PictureFormProps {
  action: FormAction;
  texts: Record<"choose" | "browse" | "none" | "chosen" | "save" | "saved", string>;
}

/** As `lib/provider/png.ts` has it: the server says the same, but after a long upload. */
const LONGEST_BYTES = 32 * 1024;

/** Forms carry text alone, so the browser reads the file and sends it as base64; the server looks at every part of it. */
export function PictureForm({ action, texts }: PictureFormProps) {
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
    <Form
      action={action}
      submit={texts.save}
      done={texts.saved}
      className="grid gap-4"
      onEmptied={() => {
        setPicture(null);
        setFileName(null);
      }}
    >
      <div className="field picture-field">
        <label htmlFor={id}>{texts.choose}</label>
        {/* The browser's own words for it are in the browser's language. */}
        <span className="input input-file">
          <input
            id={id}
            type="file"
            accept="image/png"
            aria-invalid={fault ? true : undefined}
            aria-describedby={fault ? `${id}-said` : undefined}
            required
            onChange={(event) => void choose(event.target)}
          />
          <b aria-hidden="true">{texts.browse}</b>
          <span className="min-w-0 truncate text-ink-2" aria-hidden="true">
            {fileName ?? texts.none}
          </span>
        </span>
        {fault ? (
          <small id={`${id}-said`} className="text-bad-ink" role="alert">
            {fault}
          </small>
        ) : null}
      </div>
      <input type="hidden" name="picture" value={picture ?? ""} />
      {picture ? (
        <span className="picture-chosen flex items-center gap-4">
          <small>{texts.chosen}</small>
          {/* biome-ignore lint/performance/noImgElement: a picture that only this browser has */}
          <img src={`data:image/png;base64,${picture}`} alt="" />
        </span>
      ) : null}
    </Form>
  );
}

function base64Of(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    text += String.fromCharCode(byte);
  }
  return btoa(text);
}
