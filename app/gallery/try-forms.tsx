"use client";

import { useLocale } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { ActionForm, type FormAction } from "@/components/ui/form/action-form";
import { FieldsForm } from "@/components/ui/form/fields-form";
import { SegmentedForm } from "@/components/ui/form/segmented";
import { SubmitKey } from "@/components/ui/form/submit-key";
import { TextField } from "@/components/ui/form/text-field";
import type { KeyVariant } from "@/components/ui/key";
import type { ActionResult } from "@/lib/action-result";
import { sayIn } from "./say";
import { Shown, State } from "./shown";

/** Forms that answer by themselves: nothing leaves the page. */
const answers =
  (result: ActionResult): FormAction =>
  async () =>
    result;
/** One after another: React holds every answer of a page back while an earlier one is still to come. */
const slow: FormAction = () => new Promise((resolve) => setTimeout(() => resolve({ ok: true }), 8_000));

/** Sends the form inside once the page is alive, so that it stands there as it ends. */
function Sent({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.querySelector("form")?.requestSubmit();
  }, []);
  return <div ref={place}>{children}</div>;
}

export function PendingKey({ text, variant }: { text: string; variant: KeyVariant }) {
  return (
    <ActionForm action={slow} failed="">
      <SubmitKey variant={variant}>{text}</SubmitKey>
    </ActionForm>
  );
}

export function TrySegments() {
  const say = sayIn(useLocale());
  return (
    <SegmentedForm
      label={say("Theme", "主题")}
      name="theme"
      action={answers({ ok: true })}
      failed=""
      current="light"
      options={[
        { value: "system", label: say("System", "跟随系统") },
        { value: "light", label: say("Light", "浅色") },
        { value: "dark", label: say("Dark", "深色") },
      ]}
    />
  );
}

export function FormsPart() {
  const say = sayIn(useLocale());
  const faults = {
    refused: say("RStack refused it:", "RStack 拒绝了此操作："),
    "too-many": say("Too often. Try again in {seconds} s.", "过于频繁，请在 {seconds} 秒后再试。"),
    internal: say("It did not work. Nothing was changed.", "操作失败，未做任何修改。"),
  };
  const results: [of: string, result: ActionResult | null][] = [
    [say("ready", "就绪"), null],
    [say("done", "已完成"), { ok: true }],
    [say("done, with a note", "已完成，带说明"), { ok: true, note: "kept" }],
    [
      say("refused, in RStack’s words", "被拒绝，附 RStack 原文"),
      { ok: false, code: "refused", said: "group not found" },
    ],
    [say("too often", "过于频繁"), { ok: false, code: "too-many", waitSeconds: 20 }],
  ];
  return (
    <div className="sheet">
      <Shown
        name="FieldsForm"
        text={say("Fields, their key, and what came of sending them.", "输入框、按钮及提交结果。")}
      >
        {results.map(([of, result]) => {
          const form = (
            <FieldsForm
              action={result ? answers(result) : slow}
              submit={say("Save", "保存")}
              done={say("Saved.", "已保存。")}
              notes={{
                kept: say("Saved, but RStack kept the phone number.", "已保存，但 RStack 保留了电话号码。"),
              }}
              faults={faults}
              variant="accent"
              keep
            >
              <TextField name="name" label={say("Name", "姓名")} defaultValue="Ann" />
            </FieldsForm>
          );
          return (
            <State key={of} of={of}>
              {result ? <Sent>{form}</Sent> : form}
            </State>
          );
        })}
      </Shown>
      <Shown
        name="ActionForm"
        text={say("One key, whose success is seen in the page.", "单个按钮，成功后直接体现在页面上。")}
      >
        <State of={say("ready", "就绪")}>
          <ActionForm action={slow} failed="">
            <SubmitKey icon="trash">{say("Remove", "移除")}</SubmitKey>
          </ActionForm>
        </State>
        <State of={say("it did not work", "失败")}>
          <Sent>
            <ActionForm
              action={answers({ ok: false, code: "internal", ref: "k3v9q" })}
              failed={faults.internal}
              className="grid justify-items-start gap-2"
            >
              <SubmitKey icon="trash">{say("Remove", "移除")}</SubmitKey>
            </ActionForm>
          </Sent>
        </State>
      </Shown>
    </div>
  );
}
