"use client";

import { useLocale } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import type { ButtonVariant } from "@/components/ui/button";
import type { FormAction } from "@/components/ui/form/answered";
import { FaultLine, FaultTexts } from "@/components/ui/form/fault-texts";
import { AnswerForm, Form } from "@/components/ui/form/form";
import { GetForm } from "@/components/ui/form/get-form";
import { SegmentedForm } from "@/components/ui/form/segmented";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { TextField } from "@/components/ui/form/text-field";
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

/** Of a form that is never sent. */
const NONE = { result: null, pending: false, asked: false, run: () => {} };

/** Sends the form inside once the page is alive, so that it stands there as it ends. */
function Sent({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.querySelector("form")?.requestSubmit();
  }, []);
  return <div ref={place}>{children}</div>;
}

export function PendingKey({ text, variant }: { text: string; variant: ButtonVariant }) {
  return (
    <Form action={slow}>
      <SubmitButton variant={variant}>{text}</SubmitButton>
    </Form>
  );
}

export function TrySegments() {
  const say = sayIn(useLocale());
  return (
    <SegmentedForm
      label={say("Theme", "主题")}
      name="theme"
      action={answers({ ok: true })}
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
    <FaultTexts texts={JSON.stringify(faults)}>
      <div className="sheet">
        <Shown
          name="Form, FaultTexts"
          text={say("Fields, their key, and what came of sending them.", "输入框、按钮及提交结果。")}
        >
          {results.map(([of, result]) => {
            const form = (
              <Form
                action={result ? answers(result) : slow}
                submit={say("Save", "保存")}
                done={say("Saved.", "已保存。")}
                notes={{
                  kept: say("Saved, but RStack kept the phone number.", "已保存，但 RStack 保留了电话号码。"),
                }}
                variant="primary"
              >
                <TextField name="name" label={say("Name", "姓名")} defaultValue="Ann" />
              </Form>
            );
            return (
              <State key={of} of={of}>
                {result ? <Sent>{form}</Sent> : form}
              </State>
            );
          })}
        </Shown>
        <Shown
          name="AnswerForm, FaultLine, GetForm"
          text={say(
            "One of several forms that share an answer; what went wrong; a form that leads to an address.",
            "共用同一结果的表单、出错提示，以及前往某个地址的表单。",
          )}
        >
          <State of={say("ready", "就绪")}>
            <Form action={slow}>
              <SubmitButton icon="trash">{say("Remove", "移除")}</SubmitButton>
            </Form>
          </State>
          <State of={say("of several", "多个之一")}>
            <AnswerForm answer={NONE} hidden={{ id: "1" }}>
              <SubmitButton>{say("Restart", "重启")}</SubmitButton>
            </AnswerForm>
          </State>
          <State of={say("asks first", "先确认")}>
            <AnswerForm
              answer={NONE}
              submit={say("Suspend", "暂停")}
              question={{
                title: say("Suspend web01?", "暂停 web01？"),
                text: say("It is turned off.", "主机将被关机。"),
                cancel: say("Cancel", "取消"),
              }}
            />
          </State>
          <State of={say("to an address", "前往地址")}>
            <GetForm>
              <SubmitButton icon="filter">{say("Apply", "应用")}</SubmitButton>
            </GetForm>
          </State>
          <State of={say("a line alone", "单独一行")}>
            <FaultLine result={{ ok: false, code: "internal" }} text={faults.internal} />
          </State>
          <State of={say("it did not work", "失败")}>
            <Sent>
              <Form
                action={answers({ ok: false, code: "internal", ref: "k3v9q" })}
                className="grid justify-items-start gap-2"
              >
                <SubmitButton icon="trash">{say("Remove", "移除")}</SubmitButton>
              </Form>
            </Sent>
          </State>
        </Shown>
      </div>
    </FaultTexts>
  );
}
