import { useEffect, useState } from "react";
import type { ActionResult } from "@/lib/action-result";
import type { OperationKind } from "@/lib/operations/command-rules";

import { useHosts } from "../live/hosts-live";

interface HostFieldsProps {
  vmId: string;
  kind: OperationKind;
  /** A new answer makes the next click a new form: the same form sent twice counts once. */
  result: ActionResult | null;
}

export function HostFields({ vmId, kind, result }: HostFieldsProps) {
  const { seed } = useHosts();
  const [formKey, setFormKey] = useState(seed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer wants a new key
  useEffect(() => setFormKey(newFormKey()), [result]);
  return (
    <>
      <input type="hidden" name="vmid" value={vmId} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="formKey" value={formKey} />
    </>
  );
}

/** A random UUID; made by hand since `randomUUID` is missing over plain HTTP. */
export function newFormKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, at) => {
    const value = at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte;
    return value.toString(16).padStart(2, "0");
  }).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
