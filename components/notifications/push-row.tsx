"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { SettingRow } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form/answered";
import { Form } from "@/components/ui/form/form";
import { SubmitButton } from "@/components/ui/form/submit-button";
import { Icon } from "@/components/ui/icon";

/** A worker that isn't there by then, doesn't come. */
const WORKER_MS = 10_000;

interface PushRowProps {
  publicKey: string;
  /** Whether this browser is told already: then its row stands in the list. */
  isOn: boolean;
  action: FormAction;
}

/** One press, and this browser tells of what happens, also while no page of the panel is open. */
export function PushRow({ publicKey, isOn, action }: PushRowProps) {
  const t = useTranslations("notifications.push");
  const [can, setCan] = useState<"push" | "once-installed" | null>(null);
  useEffect(() => {
    const isThere = "PushManager" in window && "Notification" in window && "serviceWorker" in navigator;
    // Safari there has push for what is on the home screen alone.
    const isPhone = /\biP(hone|ad)\b/.test(navigator.userAgent);
    setCan(isThere ? "push" : isPhone ? "once-installed" : null);
    if (!isOn) {
      endPush();
    }
  }, [isOn]);
  if (isOn || can === null) {
    return null;
  }
  const ask: FormAction = async (before, form) => {
    const subscription = await subscribe(publicKey).catch(() => "push-failed" as const);
    if (typeof subscription === "string") {
      return { ok: false, code: "not-possible", reason: subscription };
    }
    for (const [name, value] of Object.entries(subscription)) {
      form.set(name, value);
    }
    return action(before, form);
  };
  return (
    <SettingRow
      lead={<Icon name="bell" />}
      label={t("here")}
      text={can === "push" ? t("text") : t("once-installed")}
      control={
        can === "push" ? (
          <Form action={ask} className="flex flex-col items-end gap-2">
            <SubmitButton>{t("allow")}</SubmitButton>
          </Form>
        ) : null
      }
    />
  );
}

/** Where this browser can be told, by a subscription that nobody had before; or why it can't. */
async function subscribe(applicationServerKey: string) {
  // First of all: Safari lets a page ask right after a press alone.
  if ((await Notification.requestPermission()) !== "granted") {
    return "push-denied";
  }
  const late = new Promise<never>((_, reject) => setTimeout(reject, WORKER_MS));
  const { pushManager } = await Promise.race([navigator.serviceWorker.ready, late]);
  await endPush();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const { endpoint = "", keys: { p256dh = "", auth = "" } = {} } = subscription.toJSON();
  return { endpoint, p256dh, auth };
}

/** Takes back what this browser gave: whatever is still on its way to it goes nowhere. Never rejects. */
async function endPush(): Promise<void> {
  try {
    const registration = await navigator.serviceWorker?.getRegistration();
    await (await registration?.pushManager?.getSubscription())?.unsubscribe();
  } catch {
    // The server has forgotten it all the same.
  }
}
